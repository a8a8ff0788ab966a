/** Databases, caches and secrets that many tests begin with. */
import type { Properties } from "../resource-type";
import type { Account } from "./account";
import type { Network } from "./aws-network";

export const subnetsOf = ({ subnetA, subnetB }: Network): readonly string[] => [subnetA.id, subnetB.id];

export const DATABASE: Properties = {
  identifier: "accounts",
  engine: "postgres",
  engineVersion: "17",
  instanceClass: "db.t4g.micro",
  storageType: "gp3",
  allocatedStorage: 20,
  dbName: "accounts",
  username: "app",
  password: "abcdefgh",
  skipFinalSnapshot: true,
};

export const ROTATOR: Properties = {
  applicationId:
    "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSPostgreSQLRotationSingleUser",
  capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
};

export const rotatorParameters = (functionName: string, network: Network): Properties => ({
  endpoint: "https://secretsmanager.us-east-1.amazonaws.com",
  functionName,
  vpcSubnetIds: subnetsOf(network).join(),
  vpcSecurityGroupIds: String(network.vpc.outputs.defaultSecurityGroupId),
});

/** One resource of every type for data. */
export async function makeData(account: Account, network: Network): Promise<void> {
  const subnetIds = subnetsOf(network);
  const subnetGroup = await account.make("aws:rds/subnetGroup:SubnetGroup", { subnetIds });
  const parameterGroup = await account.make("aws:rds/parameterGroup:ParameterGroup", { family: "postgres17" });
  await account.make("aws:rds/instance:Instance", {
    ...DATABASE,
    dbSubnetGroupName: subnetGroup.id,
    parameterGroupName: parameterGroup.id,
  });
  const cacheSubnets = await account.make("aws:elasticache/subnetGroup:SubnetGroup", { subnetIds });
  const cacheParameters = await account.make("aws:elasticache/parameterGroup:ParameterGroup", { family: "redis7" });
  await account.make("aws:elasticache/replicationGroup:ReplicationGroup", {
    replicationGroupId: "sessions",
    description: "Sessions",
    engine: "redis",
    engineVersion: "7.1",
    subnetGroupName: cacheSubnets.id,
    parameterGroupName: cacheParameters.id,
  });
  const secret = await account.make("aws:secretsmanager/secret:Secret", { name: "accounts", recoveryWindowInDays: 0 });
  await account.make("aws:secretsmanager/secretVersion:SecretVersion", { secretId: secret.id, secretString: "{}" });
  await account.make("aws:secretsmanager/secretPolicy:SecretPolicy", {
    secretArn: secret.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::123456789012:root" },
          Action: "secretsmanager:GetSecretValue",
          Resource: "*",
        },
      ],
    }),
  });
  const rotator = await account.make("aws:serverlessrepository/cloudFormationStack:CloudFormationStack", {
    ...ROTATOR,
    parameters: rotatorParameters("rotation", network),
  });
  await account.make("aws:secretsmanager/secretRotation:SecretRotation", {
    secretId: secret.id,
    rotationLambdaArn: (rotator.outputs.outputs as Properties).RotationLambdaARN,
    rotationRules: { automaticallyAfterDays: 30 },
  });
  const volume = await account.make("aws:ebs/volume:Volume", { availabilityZone: "us-east-1a", size: 20 });
  const instance = await account.make("aws:ec2/instance:Instance", {
    ami: "ami-00000000000000000",
    instanceType: "t4g.nano",
    subnetId: network.subnetA.id,
  });
  await account.make("aws:ec2/volumeAttachment:VolumeAttachment", {
    deviceName: "/dev/sdf",
    instanceId: instance.id,
    volumeId: volume.id,
  });
  await account.make("aws:cloudwatch/metricAlarm:MetricAlarm", METRIC_ALARM);
  await account.make("aws:cloudwatch/compositeAlarm:CompositeAlarm", {
    alarmName: "data",
    alarmRule: 'ALARM("cpu") OR FALSE',
  });
  await account.make("aws:cloudwatch/dashboard:Dashboard", {
    dashboardName: "data",
    dashboardBody: JSON.stringify({ widgets: [] }),
  });
}

export const METRIC_ALARM: Properties = {
  name: "cpu",
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  statistic: "Average",
  comparisonOperator: "GreaterThanThreshold",
  threshold: 80,
  period: 60,
  evaluationPeriods: 15,
};
