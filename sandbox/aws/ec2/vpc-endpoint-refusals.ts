import type { Rule, RuleContext } from "../../resource-type";
import { text, texts } from "../values";
import { SECURITY_GROUP } from "./permissions";
import { awsPrefixLists } from "./prefix-lists";
import { ROUTE_TABLE, routesOf } from "./routes";
import { SUBNET } from "./subnet";
import { VPC } from "./vpc";
import { secondInItsZone } from "./zones";

export const VPC_ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

const AWS_SERVICE = /^(?:com|cn\.com)\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.(.+)$/;
const PRIVATE_SERVICE = /^(?:com|cn\.com)\.amazonaws\.vpce\.([a-z]{2}(?:-[a-z]+)+-\d)\.vpce-svc-[\da-f]{17}$/;
/** Services with a name of another form, such as `aws.sagemaker.us-east-1.notebook` or `com.amazonaws.s3-global.accesspoint`. */
const OTHER_SERVICE = /^(aws\.|com\.amazonaws\.s3-global\.)/;

/** `ssm` of `com.amazonaws.us-east-1.ssm`; undefined for services of other accounts. */
export const endpointService = (serviceName: unknown): string | undefined => AWS_SERVICE.exec(String(serviceName))?.[2];

const serviceOfTheRegion: Rule = (
  { serviceName, serviceRegion, resourceConfigurationArn, serviceNetworkArn },
  context,
) => {
  if (text(serviceName) === undefined && (text(resourceConfigurationArn) ?? text(serviceNetworkArn))) {
    return undefined;
  }
  const name = text(serviceName) ?? "";
  const region = (AWS_SERVICE.exec(name) ?? PRIVATE_SERVICE.exec(name))?.[1];
  return OTHER_SERVICE.test(name) || region === (text(serviceRegion) ?? context.region)
    ? undefined
    : {
        code: "InvalidServiceName",
        message: `The Vpc Endpoint Service '${name}' does not exist in ${context.region}: com.amazonaws.${context.region}.<service> is expected.`,
      };
};

/** Only S3 and DynamoDB have gateways. https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
const typeOfTheService: Rule = ({ serviceName, vpcEndpointType }, context) =>
  vpcEndpointType === "Gateway" && !awsPrefixLists(context.region).some(({ name }) => name === serviceName)
    ? {
        code: "InvalidParameter",
        message: `Endpoint type (Gateway) does not match available service types ([Interface]) of ${String(serviceName)}.`,
      }
    : undefined;

const inputsOfTheType: Rule = ({ vpcEndpointType, routeTableIds, subnetIds, securityGroupIds, privateDnsEnabled }) => {
  const refuse = (message: string) => ({ code: "InvalidParameter", message });
  if (vpcEndpointType === "Gateway") {
    if (texts(subnetIds).length + texts(securityGroupIds).length > 0) {
      return refuse("Subnets and security groups are only supported for Interface type VPC Endpoints.");
    }
    return privateDnsEnabled === true
      ? refuse("Private DNS can't be set because it is only supported for Interface type VPC Endpoints.")
      : undefined;
  }
  return texts(routeTableIds).length > 0
    ? refuse("Route table IDs are only supported for Gateway type VPC Endpoint.")
    : undefined;
};

/** https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html */
const privateDnsNeedsVpcDns: Rule = ({ privateDnsEnabled, vpcId }, { get }) => {
  const vpc = get(VPC, vpcId)?.outputs;
  return privateDnsEnabled === true && !(vpc?.enableDnsSupport === true && vpc.enableDnsHostnames === true)
    ? {
        code: "InvalidParameter",
        message:
          "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for " +
          String(vpcId),
      }
    : undefined;
};

const privateDnsOnce: Rule = ({ privateDnsEnabled, vpcId, serviceName }, context) => {
  const other = context
    .where(VPC_ENDPOINT, "vpcId", vpcId)
    .find(
      ({ id, outputs }) =>
        id !== context.self?.id && outputs.serviceName === serviceName && outputs.privateDnsEnabled === true,
    );
  return privateDnsEnabled === true && other
    ? {
        code: "InvalidParameter",
        message:
          "private-dns-enabled cannot be set because there is already a conflicting DNS domain for " +
          `${String(serviceName)} in the VPC ${String(vpcId)} (${other.id})`,
      }
    : undefined;
};

const oneSubnetPerZone: Rule = ({ subnetIds }, context) => {
  const second = secondInItsZone(subnetIds, context);
  return second
    ? {
        code: "DuplicateSubnetsInSameZone",
        message:
          `Found another VPC endpoint subnet in the availability zone of ${second}. ` +
          "VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
      }
    : undefined;
};

const inTheVpc: Rule = ({ vpcId, subnetIds, securityGroupIds, routeTableIds }, context) => {
  const foreign =
    outside(SUBNET, subnetIds, vpcId, context) ??
    outside(SECURITY_GROUP, securityGroupIds, vpcId, context) ??
    outside(ROUTE_TABLE, routeTableIds, vpcId, context);
  return foreign
    ? {
        code: "InvalidParameter",
        message: `${foreign} and the endpoint belong to different networks: ${String(vpcId)}.`,
      }
    : undefined;
};

const outside = (type: string, ids: unknown, vpcId: unknown, { get }: RuleContext): string | undefined =>
  texts(ids).find((id) => {
    const resource = get(type, id);
    return resource && resource.outputs.vpcId !== vpcId;
  });

const oneGatewayPerRouteTable: Rule = ({ routeTableIds, serviceName }, context) => {
  const listId = awsPrefixLists(context.region).find(({ name }) => name === serviceName)?.id;
  const taken = texts(routeTableIds).find((id) =>
    routesOf(id, context).some(({ owner, destination }) => owner !== context.self?.id && destination === listId),
  );
  return taken && listId
    ? {
        code: "RouteAlreadyExists",
        message: `route table ${taken} already has a route with destination-prefix-list-id ${listId}`,
      }
    : undefined;
};

export const endpointRefusals: readonly Rule[] = [
  serviceOfTheRegion,
  typeOfTheService,
  inputsOfTheType,
  inTheVpc,
  oneSubnetPerZone,
  privateDnsNeedsVpcDns,
  privateDnsOnce,
  oneGatewayPerRouteTable,
];
