import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "./config/account";
import { issueReason } from "./config/reason";
import { type Sections, sectionSchemas } from "./config/sections";

/**
 * The sections of the environment's file that a layer's program uses, checked again: plain `pulumi up` runs without
 * the checks of the command line.
 *
 * @throws {pulumi.RunError} with every mistake in these sections
 */
export function readSections<Name extends keyof Sections>(...names: Name[]): Pick<Sections, Name> {
  const config = new pulumi.Config("throughline");
  const problems: string[] = [];
  const sections: Partial<Record<Name, unknown>> = {};
  for (const name of names) {
    const given = config.getObject<unknown>(name);
    const result = sectionSchemas[name].safeParse(given);
    if (result.success) {
      sections[name] = result.data;
    } else {
      problems.push(
        ...result.error.issues.map(
          (issue) =>
            `throughline:${[name, ...issue.path].join(".")}: ${issueReason(issue, valueAt(given, issue.path))}`,
        ),
      );
    }
  }
  if (problems.length > 0) {
    throw new pulumi.RunError(`The settings of "${pulumi.getStack()}" are not valid:\n  ${problems.join("\n  ")}`);
  }
  return sections as Pick<Sections, Name>;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (current, key) =>
      typeof current === "object" && current !== null ? (current as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** The provider of a layer's AWS resources: one account and region, and tags that say whose a resource is. */
export function awsProvider(account: Account, layer: string): aws.Provider {
  return new aws.Provider("aws", {
    region: account.region as aws.Region,
    allowedAccountIds: [account.id],
    defaultTags: { tags: { "throughline:environment": pulumi.getStack(), "throughline:layer": layer } },
  });
}
