/**
 * How many rules a reference to an AWS-managed prefix list counts, by the last part of its name:
 * https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
const weights: Record<string, number> = {
  "cloudfront.origin-facing": 55,
  dynamodb: 1,
  "ec2-instance-connect": 2,
  groundstation: 5,
  "route53-healthchecks": 25,
  s3: 1,
  s3express: 6,
  "secretsmanager-managed-external-secrets": 20,
  "vpc-lattice": 10,
};

/** `com.amazonaws.<region or global>.[ipv6.]<service>` */
const managedName = /^com\.amazonaws\.[a-z0-9-]+\.(ipv6\.)?(.+)$/;

/** How many rules a reference to an AWS-managed list counts, if it is known. */
export function managedPrefixListWeight(name: string): number | undefined {
  const service = managedName.exec(name)?.[2];
  return service === undefined ? undefined : weights[service];
}

/** Whether a list, given by the name of an AWS-managed one or by id, is known to hold IPv6 blocks. */
export function isIpv6PrefixList(list: string): boolean {
  return managedName.exec(list)?.[1] !== undefined;
}
