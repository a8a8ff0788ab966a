import type { FlowPrefixList } from "./topology";

/**
 * How many rules a reference to an AWS-managed prefix list counts, by the last part of its name:
 * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const managedWeights = new Map([
  ["cloudfront.origin-facing", 55],
  ["dynamodb", 1],
  ["ec2-instance-connect", 2],
  ["groundstation", 5],
  ["route53-healthchecks", 25],
  ["s3", 1],
  ["s3express", 6],
  ["secretsmanager-managed-external-secrets", 20],
  ["vpc-lattice", 10],
]);

/** `com.amazonaws.<region or global>.[ipv6.]<service>` */
const managedName = /^com\.amazonaws\.[a-z0-9-]+\.(ipv6\.)?(.+)$/;

/** How many rules a reference to a list, by id or name, counts, if that is known. */
export function prefixListWeight(list: string, own: FlowPrefixList[] = []): number | undefined {
  return own.find(({ id }) => id === list)?.maxEntries ?? managedWeights.get(managedName.exec(list)?.[2] ?? "");
}

/** Whether a list is known, by its name, to hold IPv6 blocks. */
export function isIpv6PrefixList(list: string): boolean {
  return managedName.exec(list)?.[1] !== undefined;
}
