import * as pulumi from "@pulumi/pulumi";

/** Tags for every resource of a component, as AWS shows them. */
export type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** The user's tags and the resource's own `Name`, which the console shows instead of the id. */
export function nameTag(name: string, tags?: Tags): Tags {
  return tags === undefined ? { Name: name } : pulumi.output(tags).apply((given) => ({ ...given, Name: name }));
}
