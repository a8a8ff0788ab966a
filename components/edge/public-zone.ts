import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { cloudFrontRegion } from "./managed-policies";

export interface PublicZoneArgs {
  /** Domain name of the zone: `bankapp.example.com`. */
  zoneName: string;
  /**
   * Id of the hosted zone of its parent, in the same account: the name servers are entered there.
   *
   * @default none: somebody enters them where the parent is kept
   */
  parentZoneId?: pulumi.Input<string>;
  /**
   * Whether answers are signed. The DS record goes to the parent after the zone signs, and is taken away there, and from
   * caches, before the zone stops to: resolvers that check would find no name of it otherwise.
   *
   * @default false
   */
  dnssec?: boolean;
  /** Account of the zone. Required with `dnssec`. */
  accountId?: string;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * A public hosted zone. The world finds its names once its name servers are entered at its parent; a zone that is made
 * anew has others.
 *
 * **Cost** (https://aws.amazon.com/route53/pricing/): 0.50 USD a month, and 0.40 USD per million queries; queries for
 * aliases of distributions and load balancers are free. DNSSEC adds 1 USD a month for its key.
 */
export class PublicZone extends pulumi.ComponentResource {
  /** Id of the zone. */
  public readonly zoneId: pulumi.Output<string>;
  /** ARN of the zone. */
  public readonly zoneArn: pulumi.Output<string>;
  /** What has to be entered at the parent. */
  public readonly nameServers: pulumi.Output<string[]>;
  /** The DS record for the parent; absent without DNSSEC. */
  public readonly dsRecord?: pulumi.Output<string>;

  public constructor(name: string, args: PublicZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:PublicZone", name, args, opts);
    refuse(this, name, zoneProblems(args));
    const zone = new aws.route53.Zone(
      name,
      { name: args.zoneName, comment: `Public zone of ${name}`, tags: nameTag(name, args.tags) },
      { parent: this },
    );
    const delegation = args.parentZoneId === undefined ? undefined : delegate(this, name, args, zone);
    const signing = args.dnssec === true ? sign(this, name, args, zone) : undefined;
    if (signing !== undefined && args.parentZoneId !== undefined) {
      enterDsRecord(this, name, args, signing);
    }

    // Whoever uses the zone waits until the world finds it.
    this.zoneId = delegation === undefined ? zone.zoneId : pulumi.all([zone.zoneId, delegation.id]).apply(([id]) => id);
    this.zoneArn = zone.arn;
    this.nameServers = zone.nameServers;
    this.dsRecord = signing?.key.dsRecord;
    this.registerOutputs({
      zoneId: this.zoneId,
      zoneArn: this.zoneArn,
      nameServers: this.nameServers,
      dsRecord: this.dsRecord,
    });
  }
}

function zoneProblems({ dnssec = false, accountId }: PublicZoneArgs) {
  return dnssec && accountId === undefined
    ? [{ path: "accountId", reason: "The policy of the key for DNSSEC names the account. Give its number." }]
    : [];
}

function delegate(parent: pulumi.Resource, name: string, args: PublicZoneArgs, zone: aws.route53.Zone) {
  return new aws.route53.Record(
    `${name}-delegation`,
    { zoneId: args.parentZoneId ?? "", name: args.zoneName, type: "NS", ttl: 3600, records: zone.nameServers },
    { parent },
  );
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html */
function sign(parent: pulumi.Resource, name: string, args: PublicZoneArgs, zone: aws.route53.Zone): Signing {
  const kmsKey = new aws.kms.Key(
    `${name}-dnssec`,
    {
      region: cloudFrontRegion,
      description: `Signs ${args.zoneName}`,
      customerMasterKeySpec: "ECC_NIST_P256",
      keyUsage: "SIGN_VERIFY",
      deletionWindowInDays: 7,
      policy: signingPolicy(args.accountId ?? ""),
      tags: nameTag(`${name}-dnssec`, args.tags),
    },
    { parent },
  );
  const key = new aws.route53.KeySigningKey(
    name,
    { hostedZoneId: zone.zoneId, keyManagementServiceArn: kmsKey.arn, name: "throughline" },
    { parent },
  );
  return { key, zone: new aws.route53.HostedZoneDnsSec(name, { hostedZoneId: key.hostedZoneId }, { parent }) };
}

interface Signing {
  key: aws.route53.KeySigningKey;
  /** The zone that signs. */
  zone: aws.route53.HostedZoneDnsSec;
}

function enterDsRecord(parent: pulumi.Resource, name: string, args: PublicZoneArgs, { key, zone }: Signing): void {
  new aws.route53.Record(
    `${name}-ds`,
    { zoneId: args.parentZoneId ?? "", name: args.zoneName, type: "DS", ttl: 300, records: [key.dsRecord] },
    // In this order it also goes before the zone stops to sign.
    { parent, dependsOn: zone },
  );
}

function signingPolicy(accountId: string): string {
  const service = { Service: "dnssec-route53.amazonaws.com" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Account",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "Route53Signs",
        Effect: "Allow",
        Principal: service,
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
      {
        Sid: "Route53Grants",
        Effect: "Allow",
        Principal: service,
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  });
}
