import type { DataSource } from "../../resource-type";
import { getVpcEndpointService } from "./endpoint-service";
import { getAmi, getParameter } from "./images";
import { getRouteTable, getSecurityGroup, getSubnet, getSubnets, getVpc } from "./lookups";
import { getAvailabilityZones, getCallerIdentity, getPartition, getRegion } from "./place";
import { getPolicyDocument } from "./policy-document";
import { getManagedPrefixList, getPrefixList } from "./prefix-lists";

export const dataSources: readonly DataSource[] = [
  getAvailabilityZones,
  getCallerIdentity,
  getRegion,
  getPartition,
  getParameter,
  getAmi,
  getPrefixList,
  getManagedPrefixList,
  getPolicyDocument,
  getVpc,
  getSubnet,
  getSubnets,
  getRouteTable,
  getSecurityGroup,
  getVpcEndpointService,
];
