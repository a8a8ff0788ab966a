import type { RuleContext } from "../../resource-type";
import type { Cidr } from "../cidr";
import { parseCidr } from "../cidr";
import { VPC } from "./vpc";

export const VPC_IPV4_CIDR_BLOCK_ASSOCIATION = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";

/** All IPv4 blocks of a VPC: its first one and those added later. */
export function vpcBlocks(vpcId: unknown, context: RuleContext): readonly Cidr[] {
  const added = context.where(VPC_IPV4_CIDR_BLOCK_ASSOCIATION, "vpcId", vpcId).map(({ outputs }) => outputs.cidrBlock);
  return [context.get(VPC, vpcId)?.outputs.cidrBlock, ...added]
    .map(parseCidr)
    .filter((block): block is Cidr => block !== undefined);
}
