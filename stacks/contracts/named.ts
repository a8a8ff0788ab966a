import * as pulumi from "@pulumi/pulumi";
import { hasTier } from "../network/names";
import type { NetworkSection } from "../network/schema";
import type { ContractOutputs } from "./read";
import { refuse } from "./refuse";

/**
 * The entry of a map by its name; parts of it that are known in a preview stay so.
 *
 * @throws {pulumi.RunError} by way of the output, if there is no such entry.
 */
export function named<T>(entries: pulumi.Output<Record<string, T>>, name: string): pulumi.Output<T> {
  return applyWithUnknowns(entries, (values) => {
    if (pulumi.isUnknown(values)) {
      return values as T;
    }
    const value = values[name];
    if (value === undefined) {
      const names = Object.keys(values).join(", ") || "none";
      refuse(`There is no "${name}" among what the contract has by name: ${names}.`);
    }
    return value;
  });
}

/** A tier and its VPC by the name that settings and flows give it: `apps.nodes`. */
export function tierNamed(
  { vpcs }: Pick<ContractOutputs<"network">, "vpcs">,
  name: string,
): { vpc: pulumi.Output<Vpc>; tier: pulumi.Output<Vpc["tiers"][string]> } {
  const [vpcName = "", tierName = ""] = name.split(".");
  const vpc = named(vpcs, vpcName);
  return { vpc, tier: named(vpc.tiers, tierName) };
}

/** The security group of a tier, or of workloads that share a tier, by the name that settings and flows give it. */
export function groupNamed(
  settings: NetworkSection,
  network: Pick<ContractOutputs<"network">, "vpcs">,
  name: string,
): pulumi.Output<string> {
  const [vpcName = "", groupName = ""] = name.split(".");
  return hasTier(settings, name)
    ? tierNamed(network, name).tier.apply(({ securityGroupId }) => securityGroupId ?? "")
    : named(named(network.vpcs, vpcName).groups, groupName);
}

type Vpc = pulumi.Unwrap<ContractOutputs<"network">["vpcs"]>[string];

/** `apply` as the SDK's own access to properties uses it: the function also sees values that are unknown in part. */
function applyWithUnknowns<T, U>(output: pulumi.Output<T>, func: (value: T) => U): pulumi.Output<U> {
  return (output as unknown as WithUnknowns<T>).apply(func, true);
}

interface WithUnknowns<T> {
  apply<U>(func: (value: T) => U, runWithUnknowns: true): pulumi.Output<U>;
}
