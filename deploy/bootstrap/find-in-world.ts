import type { WorldResource } from "@throughline/sandbox";
import type { Adoptable, AdoptableType } from "@throughline/stacks/bootstrap/foundation";
import type { AccountSections } from "@throughline/stacks/bootstrap/schema";

/** Output that the physical name of a resource is. */
const nameOutput: Readonly<Record<Exclude<AdoptableType, "aws:kms/key:Key">, string>> = {
  "aws:s3/bucket:Bucket": "bucket",
  "aws:kms/alias:Alias": "name",
  "aws:ecr/repository:Repository": "name",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "url",
  "aws:iam/role:Role": "name",
  "aws:iam/policy:Policy": "name",
  "aws:budgets/budget:Budget": "name",
};

/** What says which resource is meant. */
export type Sought = Omit<Adoptable, "name">;

/** Services without regions. */
const global = /^aws:(iam|budgets)\//;

/** Id of an account's resource in a sandbox's world: what the real lookups find in the cloud. */
export function findInWorld(
  world: readonly WorldResource[],
  place: AccountSections["account"],
  { type, physicalName, description }: Sought,
): string | undefined {
  const visible = world.filter(
    ({ account, region, type: other }) => account === place.id && (region === place.region || global.test(other)),
  );
  const named = (wanted: keyof typeof nameOutput): WorldResource | undefined =>
    visible.find(({ type: other, outputs }) => other === wanted && outputs[nameOutput[wanted]] === physicalName);
  if (type === "aws:kms/key:Key") {
    const target = named("aws:kms/alias:Alias")?.outputs.targetKeyId;
    const unnamed = visible.find(({ type: other, outputs }) => other === type && outputs.description === description);
    return typeof target === "string" ? target : unnamed?.id;
  }
  return named(type)?.id;
}
