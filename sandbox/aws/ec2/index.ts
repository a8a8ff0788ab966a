import type { ResourceType } from "../../resource-type";
import { elasticIp } from "./elastic-ip";
import { internetGateway, internetGatewayAttachment } from "./internet-gateway";
import { flowLog } from "./flow-log";
import { instance } from "./instance";
import { launchTemplate } from "./launch-template";
import { natGateway } from "./nat-gateway";
import { defaultNetworkAcl, networkAcl } from "./network-acl";
import { networkAclAssociation, networkAclRule } from "./network-acl-rule";
import { route } from "./route";
import { defaultRouteTable, mainRouteTableAssociation, routeTable, routeTableAssociation } from "./route-table";
import { defaultSecurityGroup, securityGroup } from "./security-group";
import { securityGroupEgressRule, securityGroupIngressRule, securityGroupRule } from "./security-group-rule";
import { subnet } from "./subnet";
import { vpc } from "./vpc";
import { vpcEndpoint, vpcEndpointRouteTableAssociation } from "./vpc-endpoint";

export const ec2Types: readonly ResourceType[] = [
  vpc,
  subnet,
  internetGateway,
  internetGatewayAttachment,
  elasticIp,
  natGateway,
  routeTable,
  defaultRouteTable,
  routeTableAssociation,
  mainRouteTableAssociation,
  route,
  securityGroup,
  defaultSecurityGroup,
  securityGroupIngressRule,
  securityGroupEgressRule,
  securityGroupRule,
  networkAcl,
  defaultNetworkAcl,
  networkAclRule,
  networkAclAssociation,
  vpcEndpoint,
  vpcEndpointRouteTableAssociation,
  flowLog,
  instance,
  launchTemplate,
];
