/** Networks that many tests begin with. */
import { INTERNET_GATEWAY } from "../aws/ec2/internet-gateway";
import { ROUTE_TABLE } from "../aws/ec2/routes";
import { SUBNET } from "../aws/ec2/subnet";
import { VPC } from "../aws/ec2/vpc";
import type { Account } from "./account";

export const makeVpc = (account: Account, cidrBlock = "10.0.0.0/16") => account.make(VPC, { cidrBlock });

/** A VPC with two subnets in two zones, a route table and an internet gateway. */
export async function makeNetwork(account: Account, block = "10.0") {
  const vpc = await makeVpc(account, `${block}.0.0/16`);
  const subnet = (third: number, zone: string) =>
    account.make(SUBNET, { vpcId: vpc.id, cidrBlock: `${block}.${third}.0/24`, availabilityZone: `us-east-1${zone}` });
  return {
    vpc,
    subnetA: await subnet(0, "a"),
    subnetB: await subnet(1, "b"),
    gateway: await account.make(INTERNET_GATEWAY, { vpcId: vpc.id }),
    routeTable: await account.make(ROUTE_TABLE, { vpcId: vpc.id }),
  };
}

export type Network = Awaited<ReturnType<typeof makeNetwork>>;
