import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import { nameTag, type Tags } from "./tags";

/** Takes all rules from the group that AWS gives to whatever names none. */
export function lockDefaultSecurityGroup(
  parent: pulumi.Resource,
  name: string,
  vpcId: pulumi.Input<string>,
  tags?: Tags,
): void {
  new aws.ec2.DefaultSecurityGroup(name, { vpcId, tags: nameTag(`${name}-default`, tags) }, { parent });
}
