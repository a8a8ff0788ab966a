import type * as pulumi from "@pulumi/pulumi";
import { adoptionKey } from "./foundation";

/** Ids in the cloud of what is to be adopted, by {@link adoptionKey}. */
export type Adoption = Readonly<Record<string, string>>;

/** What AWS changes by replacing it, which protection would refuse. It is put over the old one, which nobody deletes. */
const replaced = new Set(["aws:ecr/lifecyclePolicy:LifecyclePolicy"]);

/**
 * Nothing of an account's foundation is ever deleted by a program: environments live on it. What exists already is
 * adopted, whoever made it, and then brought to what the program says.
 */
export function keepForever(adopt: Adoption): pulumi.ResourceTransformation {
  return ({ type, name, props, opts }) => {
    if (!type.startsWith("aws:")) {
      return undefined;
    }
    const kept = { ...opts, protect: !replaced.has(type), retainOnDelete: true };
    const id = adopt[adoptionKey({ type, name })];
    return { props, opts: id === undefined ? kept : { ...kept, import: id } };
  };
}
