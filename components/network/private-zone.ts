import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "./tags";

export interface PrivateZoneArgs {
  /** Domain name of the zone, such as `dev.internal`. */
  name: string;
  /** VPCs that resolve names of the zone, at least one. Each needs DNS support and DNS host names on. */
  vpcIds: pulumi.Input<string>[];
  /** Tags; `Name` is set. */
  tags?: Tags;
}

/**
 * A Route 53 private hosted zone that a set of VPCs resolves.
 *
 * The VPCs are stated in the zone itself. Associations as separate resources (`aws.route53.ZoneAssociation`) cannot
 * be combined with that, and a private zone needs one VPC from the start, so the separate form would have to ignore
 * changes of its own first VPC. Whoever associates one more VPC adds it to `vpcIds`.
 *
 * **Cost** (https://aws.amazon.com/route53/pricing/): 0.50 USD a month. Queries from the VPCs are free.
 */
export class PrivateZone extends pulumi.ComponentResource {
  /** Id of the zone. */
  public readonly zoneId: pulumi.Output<string>;
  /** Domain name of the zone. */
  public readonly zoneName: string;

  public constructor(name: string, args: PrivateZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:PrivateZone", name, args, opts);
    const zone = new aws.route53.Zone(
      name,
      {
        name: args.name,
        comment: `Private zone of ${name}`,
        vpcs: args.vpcIds.map((vpcId) => ({ vpcId })),
        tags: nameTag(name, args.tags),
      },
      { parent: this },
    );

    this.zoneId = zone.zoneId;
    this.zoneName = args.name;
    this.registerOutputs({ zoneId: this.zoneId, zoneName: this.zoneName });
  }
}
