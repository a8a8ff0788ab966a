/** Data sources that look up what exists in the account. */
import type { DataSource, Properties, Refusal, RuleContext, WorldResource } from "../../resource-type";
import { parseCidr, size } from "../cidr";
import { NETWORK_INTERFACE } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { ROUTE_TABLE } from "../ec2/routes";
import { SUBNET } from "../ec2/subnet";
import { VPC } from "../ec2/vpc";
import { arn } from "../standard";
import { record, records, text, texts } from "../values";

const docs = (name: string): string => `https://www.pulumi.com/registry/packages/aws/api-docs/ec2/${name}/`;

/** EC2's filter names are the outputs' names with hyphens, but for these. */
const FILTERS: Readonly<Record<string, string>> = {
  "subnet-id": "id",
  "group-id": "id",
  "group-name": "name",
  "route-table-id": "id",
  "is-default": "default",
  cidr: "cidrBlock",
};

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** Resources whose outputs equal the given arguments, whose tags are among theirs, and which pass every filter. */
function matching(
  type: string,
  wanted: Properties,
  { tags, filters }: Properties,
  context: RuleContext,
): readonly WorldResource[] {
  return context.all(type).filter((resource) => {
    const values: Properties = { default: false, ...resource.outputs, id: resource.id };
    const own = record(values.tags);
    return (
      Object.entries(wanted).every(([name, value]) => value === undefined || values[name] === value) &&
      Object.entries(record(tags)).every(([name, value]) => own[name] === value) &&
      records(filters).every(({ name, values: allowed }) => passes(values, own, String(name), texts(allowed)))
    );
  });
}

function passes(values: Properties, tags: Properties, name: string, allowed: readonly string[]): boolean {
  const attribute = FILTERS[name] ?? camelCase(name === "vpc-id" ? "vpcId" : name);
  const actual = name.startsWith("tag:") ? tags[name.slice("tag:".length)] : values[attribute];
  return (typeof actual === "string" || typeof actual === "boolean") && allowed.includes(String(actual));
}

/** A data source that must find exactly one resource. */
const single = (
  token: string,
  page: string,
  title: string,
  find: (args: Properties, context: RuleContext) => readonly WorldResource[],
  describe: (resource: WorldResource, context: RuleContext) => Properties = () => ({}),
): DataSource => ({
  token,
  documentation: docs(page),
  answer: (args, context) => {
    const [found, ...others] = find(args, context);
    if (!found) {
      return { code: "NotFound", message: `no matching ${title} found: ${JSON.stringify(args)}` };
    }
    return others.length > 0
      ? tooMany(title, others.length + 1)
      : { ...args, ...found.outputs, id: found.id, tags: found.outputs.tags ?? {}, ...describe(found, context) };
  },
});

const tooMany = (title: string, count: number): Refusal => ({
  code: "TooManyResults",
  message: `multiple ${title}s matched (${count}); use additional constraints to reduce matches to a single ${title}`,
});

export const getVpc = single(
  "aws:ec2/getVpc:getVpc",
  "getvpc",
  "EC2 VPC",
  (args, context) => {
    const { id, cidrBlock, dhcpOptionsId } = args;
    return matching(VPC, { id, cidrBlock, dhcpOptionsId, default: args.default }, args, context);
  },
  ({ outputs }) => ({
    default: false,
    state: "available",
    cidrBlockAssociations: [{ cidrBlock: outputs.cidrBlock, state: "associated", associationId: "" }],
    ipv6CidrBlockAssociations: [],
  }),
);

export const getSubnet = single(
  "aws:ec2/getSubnet:getSubnet",
  "getsubnet",
  "EC2 Subnet",
  (args, context) => {
    const { id, vpcId, cidrBlock, availabilityZone, availabilityZoneId, ipv6CidrBlock } = args;
    return matching(
      SUBNET,
      { id, vpcId, cidrBlock, availabilityZone, availabilityZoneId, ipv6CidrBlock },
      args,
      context,
    );
  },
  ({ id, outputs }, context) => ({
    state: "available",
    defaultForAz: false,
    availableIpAddressCount: free(outputs.cidrBlock, context.where(NETWORK_INTERFACE, "subnetId", id).length),
    customerOwnedIpv4Pool: "",
    enableLniAtDeviceIndex: 0,
    mapCustomerOwnedIpOnLaunch: false,
    outpostArn: "",
  }),
);

/** AWS keeps five addresses of each subnet. */
const free = (cidrBlock: unknown, used: number): number => {
  const block = parseCidr(cidrBlock);
  return block ? Number(size(block)) - 5 - used : 0;
};

export const getSubnets: DataSource = {
  token: "aws:ec2/getSubnets:getSubnets",
  documentation: docs("getsubnets"),
  answer: (args, context) => ({
    ...args,
    id: context.region,
    region: context.region,
    ids: matching(SUBNET, {}, args, context).map(({ id }) => id),
    tags: args.tags ?? {},
  }),
};

const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

export const getRouteTable = single(
  "aws:ec2/getRouteTable:getRouteTable",
  "getroutetable",
  "EC2 Route Table",
  (args, context) => {
    const { subnetId, gatewayId, routeTableId, vpcId } = args;
    const associated = text(subnetId)
      ? context.where(ASSOCIATION, "subnetId", subnetId)[0]
      : text(gatewayId) && context.where(ASSOCIATION, "gatewayId", gatewayId)[0];
    if (associated) {
      return matching(ROUTE_TABLE, { id: associated.outputs.routeTableId, vpcId }, args, context);
    }
    // A subnet without a table of its own is not found, as with the real data source.
    return text(subnetId) || text(gatewayId) ? [] : matching(ROUTE_TABLE, { id: routeTableId, vpcId }, args, context);
  },
  ({ id }, context) => {
    const associations = context.where(ASSOCIATION, "routeTableId", id);
    return {
      routeTableId: id,
      gatewayId: "",
      subnetId: associations[0]?.outputs.subnetId ?? "",
      associations: associations.map((association) => ({
        routeTableAssociationId: association.id,
        routeTableId: id,
        subnetId: association.outputs.subnetId ?? "",
        gatewayId: association.outputs.gatewayId ?? "",
        main: false,
      })),
      routes: context.where("aws:ec2/route:Route", "routeTableId", id).map(({ outputs }) => ({
        cidrBlock: outputs.destinationCidrBlock ?? "",
        ipv6CidrBlock: outputs.destinationIpv6CidrBlock ?? "",
        gatewayId: outputs.gatewayId ?? "",
        natGatewayId: outputs.natGatewayId ?? "",
        transitGatewayId: outputs.transitGatewayId ?? "",
        vpcEndpointId: outputs.vpcEndpointId ?? "",
        vpcPeeringConnectionId: outputs.vpcPeeringConnectionId ?? "",
        networkInterfaceId: outputs.networkInterfaceId ?? "",
      })),
    };
  },
);

export const getSecurityGroup = single(
  "aws:ec2/getSecurityGroup:getSecurityGroup",
  "getsecuritygroup",
  "EC2 Security Group",
  (args, context) => {
    const { id, name, vpcId } = args;
    return matching(SECURITY_GROUP, { id, name, vpcId }, args, context);
  },
  ({ id }, context) => ({ arn: arn(context, "ec2", `security-group/${id}`) }),
);
