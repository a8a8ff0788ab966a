import type { DataSource, ResourceType } from "../resource-type";
import { cloudwatchTypes } from "./cloudwatch";
import { dataSources } from "./data-sources";
import { ec2Types } from "./ec2";
import { transitGatewayTypes } from "./ec2-transit-gateway";
import { iamTypes } from "./iam";
import { kmsTypes } from "./kms";
import { route53Types } from "./route53";

/** Every aws resource type that the sandbox stands in for. */
export const awsTypes: readonly ResourceType[] = [
  ...ec2Types,
  ...transitGatewayTypes,
  ...cloudwatchTypes,
  ...iamTypes,
  ...route53Types,
  ...kmsTypes,
];

export const awsDataSources: readonly DataSource[] = dataSources;
