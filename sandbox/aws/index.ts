import type { DataSource, ResourceType } from "../resource-type";
import { acmTypes } from "./acm";
import { autoScalingTypes } from "./autoscaling";
import { budgetTypes } from "./budgets";
import { cloudFrontTypes } from "./cloudfront";
import { cloudwatchTypes } from "./cloudwatch";
import { dataSources } from "./data-sources";
import { ebsTypes } from "./ebs";
import { ec2Types } from "./ec2";
import { transitGatewayTypes } from "./ec2-transit-gateway";
import { ecrTypes } from "./ecr";
import { eksTypes } from "./eks";
import { elbTypes } from "./elb";
import { elastiCacheTypes } from "./elasticache";
import { iamTypes } from "./iam";
import { kmsTypes } from "./kms";
import { rdsTypes } from "./rds";
import { route53Types } from "./route53";
import { secretsManagerTypes } from "./secretsmanager";
import { serverlessRepositoryTypes } from "./serverlessrepository";
import { s3Types } from "./s3";
import { shieldTypes } from "./shield";
import { snsTypes } from "./sns";
import { ssmTypes } from "./ssm";
import { wafTypes } from "./wafv2";
import { syntheticsTypes } from "./synthetics";

/** Every aws resource type that the sandbox stands in for. */
export const awsTypes: readonly ResourceType[] = [
  ...ec2Types,
  ...transitGatewayTypes,
  ...cloudwatchTypes,
  ...iamTypes,
  ...route53Types,
  ...ebsTypes,
  ...rdsTypes,
  ...elastiCacheTypes,
  ...secretsManagerTypes,
  ...serverlessRepositoryTypes,
  ...kmsTypes,
  ...autoScalingTypes,
  ...elbTypes,
  ...eksTypes,
  ...s3Types,
  ...ecrTypes,
  ...snsTypes,
  ...ssmTypes,
  ...budgetTypes,
  ...acmTypes,
  ...cloudFrontTypes,
  ...wafTypes,
  ...shieldTypes,
  ...syntheticsTypes,
];

export const awsDataSources: readonly DataSource[] = dataSources;
