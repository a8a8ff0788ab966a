import type { DataSource } from "../../resource-type";
import { getOpenIdConnectProvider } from "../iam/openid-connect-provider";
import { getBucket } from "../s3";
import { getAddonVersion, getCluster, getClusterAuth, getClusterVersions, getNodeGroup } from "./eks";
import { getVpcEndpointService } from "./endpoint-service";
import { getRole } from "./iam";
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
  getCluster,
  getNodeGroup,
  getClusterAuth,
  getAddonVersion,
  getClusterVersions,
  getRole,
  getOpenIdConnectProvider,
  getBucket,
];
