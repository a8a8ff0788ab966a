import {
  DescribeVpcAttributeCommand,
  type EC2Client,
  paginateGetManagedPrefixListEntries,
  paginateGetTransitGatewayRouteTableAssociations,
  paginateGetTransitGatewayRouteTablePropagations,
  paginateSearchTransitGatewayRoutes,
  type VpcAttributeName,
} from "@aws-sdk/client-ec2";
import { GetInstanceProfileCommand, type IAMClient, paginateListAttachedRolePolicies } from "@aws-sdk/client-iam";
import type { NetworkIds } from "@throughline/stacks/existing";
import { instanceProfileProperties, roleProperties } from "../properties/others";
import { prefixListProperties } from "../properties/rules";
import { memberProperties, transitRouteProperties } from "../properties/transit-gateway";
import { internetGatewayProperties, vpcProperties } from "../properties/vpc";
import type { Questions } from "../questions";
import type { Context, FoundVpc } from "./context";
import type { NetworkClients } from "./inventory";
import { mainRouteTable } from "./map-tier";

/** Asks for what lists do not tell of what was found, and takes in what no name of the contract leads to. */
export async function addDetails(
  { ec2, iam }: NetworkClients,
  ask: Questions,
  context: Context,
  { ids, vpcs }: { readonly ids: NetworkIds; readonly vpcs: readonly FoundVpc[] },
): Promise<void> {
  await Promise.all([
    ...vpcs.map((vpc) => addVpc(ec2, ask, context, vpc)),
    ...[...transitRouteTables(ids)].map(([id, domain]) => addTransitRoutes(ec2, ask, context, domain, id, ids)),
    ...(ids.bastion === undefined ? [] : [addInstanceProfile(iam, ask, context, ids.bastion.instanceId)]),
    ...usedPrefixLists(context).map((id) => addPrefixList(ec2, ask, context, id)),
  ]);
}

async function addVpc(ec2: EC2Client, ask: Questions, context: Context, { wanted, vpc, vpcId }: FoundVpc) {
  const { inventory, found, place, search } = context;
  const attribute = (name: VpcAttributeName) =>
    ask.answer("ec2:DescribeVpcAttribute", () =>
      ec2.send(new DescribeVpcAttributeCommand({ VpcId: vpcId, Attribute: name })),
    );
  const [support, hostnames] = await Promise.all([attribute("enableDnsSupport"), attribute("enableDnsHostnames")]);
  const details = {
    enableDnsSupport: support?.EnableDnsSupport?.Value,
    enableDnsHostnames: hostnames?.EnableDnsHostnames?.Value,
    mainRouteTableId: mainRouteTable(inventory.routeTables, vpcId)?.RouteTableId,
    defaultNetworkAclId: inventory.networkAcls.find((acl) => acl.VpcId === vpcId && acl.IsDefault === true)
      ?.NetworkAclId,
    defaultSecurityGroupId: inventory.securityGroups.find(
      (group) => group.VpcId === vpcId && group.GroupName === "default",
    )?.GroupId,
  };
  for (const [name, answer] of [
    ["enableDnsSupport", support?.EnableDnsSupport],
    ["enableDnsHostnames", hostnames?.EnableDnsHostnames],
  ] as const) {
    if (context.wanted.privateZone !== undefined && answer?.Value === false) {
      search.problem(
        `VPC ${wanted.name}: ${vpcId} has ${name} off, and resolves no private zone without it. Turn it on`,
      );
    }
  }
  found.add("aws:ec2/vpc:Vpc", wanted.name, vpcId, vpcProperties(place, vpc, details));
  for (const gateway of inventory.internetGateways) {
    if (gateway.Attachments?.some(({ VpcId }) => VpcId === vpcId) === true) {
      const properties = internetGatewayProperties(place, gateway);
      found.add("aws:ec2/internetGateway:InternetGateway", wanted.name, gateway.InternetGatewayId ?? "", properties);
    }
  }
}

/** Each route table of the transit gateway, and the first of the routing domains that have it. */
function transitRouteTables({ transitGateway }: NetworkIds): Map<string, string> {
  const domains = Object.entries(transitGateway?.routeTableIds ?? {}).reverse();
  return new Map(domains.map(([domain, id]) => [id, domain]));
}

/** What a route table of the transit gateway holds: associations, propagations, and routes that somebody wrote. */
async function addTransitRoutes(
  ec2: EC2Client,
  ask: Questions,
  { found, place }: Context,
  domain: string,
  id: string,
  { transitGateway }: NetworkIds,
): Promise<void> {
  const table = { TransitGatewayRouteTableId: id };
  const written = { ...table, Filters: [{ Name: "type", Values: ["static"] }] };
  const client = { client: ec2 };
  const [associations, propagations, routes] = await Promise.all([
    ask.all(
      "ec2:GetTransitGatewayRouteTableAssociations",
      paginateGetTransitGatewayRouteTableAssociations(client, table),
      (page) => page.Associations,
    ),
    ask.all(
      "ec2:GetTransitGatewayRouteTablePropagations",
      paginateGetTransitGatewayRouteTablePropagations(client, table),
      (page) => page.TransitGatewayRouteTablePropagations,
    ),
    ask.all(
      "ec2:SearchTransitGatewayRoutes",
      paginateSearchTransitGatewayRoutes(client, written),
      (page) => page.Routes,
    ),
  ]);
  const names = new Map(Object.entries(transitGateway?.attachmentIds ?? {}).map(([vpc, key]) => [key, vpc]));
  for (const member of associations) {
    const attachment = member.TransitGatewayAttachmentId ?? "";
    const name = names.get(attachment) ?? attachment;
    const properties = memberProperties(place, id, member);
    const type = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation";
    found.add(type, name, `${id}_${attachment}`, properties);
  }
  for (const member of propagations) {
    const attachment = member.TransitGatewayAttachmentId ?? "";
    const name = `${domain}-from-${names.get(attachment) ?? attachment}`;
    const properties = memberProperties(place, id, member);
    const type = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation";
    found.add(type, name, `${id}_${attachment}`, properties);
  }
  for (const route of routes.filter(({ Type, DestinationCidrBlock }) => Type === "static" && DestinationCidrBlock)) {
    const to = route.DestinationCidrBlock ?? "";
    const properties = transitRouteProperties(place, id, route);
    found.add("aws:ec2transitgateway/route:Route", `${domain}-to-${to}`, `${id}_${to}`, properties);
  }
}

/** What an instance may do: sessions by Systems Manager, for one. */
async function addInstanceProfile(
  iam: IAMClient,
  ask: Questions,
  { inventory, found }: Context,
  instanceId: string,
): Promise<void> {
  const instance = inventory.instances.find(({ InstanceId }) => InstanceId === instanceId);
  const profileName = instance?.IamInstanceProfile?.Arn?.split("/").at(-1);
  if (profileName === undefined) {
    return;
  }
  const answer = await ask.answer("iam:GetInstanceProfile", () =>
    iam.send(new GetInstanceProfileCommand({ InstanceProfileName: profileName })),
  );
  const [role] = answer?.InstanceProfile?.Roles ?? [];
  if (answer?.InstanceProfile === undefined || role?.RoleName === undefined) {
    return;
  }
  const { RoleName } = role;
  const policies = await ask.all(
    "iam:ListAttachedRolePolicies",
    paginateListAttachedRolePolicies({ client: iam }, { RoleName }),
    (page) => page.AttachedPolicies,
  );
  const profile = instanceProfileProperties(answer.InstanceProfile);
  found.add("aws:iam/instanceProfile:InstanceProfile", "bastion", profileName, profile);
  found.add("aws:iam/role:Role", "bastion", RoleName, roleProperties(role));
  for (const { PolicyArn = "", PolicyName = "" } of policies) {
    found.add(
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `bastion-${PolicyName}`,
      `${RoleName}/${PolicyArn}`,
      { role: RoleName, policyArn: PolicyArn },
    );
  }
}

/** Prefix lists of the account that rules and routes name; those of AWS are everywhere. */
function usedPrefixLists({ found, inventory }: Context): string[] {
  const text = JSON.stringify(found.list());
  return inventory.prefixLists
    .filter(({ OwnerId }) => OwnerId !== "AWS")
    .flatMap(({ PrefixListId }) =>
      PrefixListId !== undefined && text.includes(`"${PrefixListId}"`) ? PrefixListId : [],
    );
}

async function addPrefixList(ec2: EC2Client, ask: Questions, context: Context, id: string): Promise<void> {
  const { inventory, found, place } = context;
  const list = inventory.prefixLists.find(({ PrefixListId }) => PrefixListId === id);
  const entries = await ask.all(
    "ec2:GetManagedPrefixListEntries",
    paginateGetManagedPrefixListEntries({ client: ec2 }, { PrefixListId: id }),
    (page) => page.Entries,
  );
  if (list !== undefined) {
    const properties = prefixListProperties(place, list, entries);
    found.add("aws:ec2/managedPrefixList:ManagedPrefixList", list.PrefixListName ?? id, id, properties);
  }
}
