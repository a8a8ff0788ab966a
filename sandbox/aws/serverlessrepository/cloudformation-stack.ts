import type { Properties, ResourceType, Rule, RuleContext } from "../../resource-type";
import { networkInterface } from "../ec2/addresses";
import { SECURITY_GROUP } from "../ec2/permissions";
import { SUBNET } from "../ec2/subnet";
import { derivedUuid } from "../identifiers";
import { arn, companion, derivedId, globalArn, nameFor, standard } from "../standard";
import { record, text, texts } from "../values";

export const FUNCTION = "aws:lambda/function:Function";
const ROLE = "aws:iam/role:Role";

/** AWS's applications that rotate passwords; other people's are not known here. */
const ROTATIONS =
  /^arn:aws[\w-]*:serverlessrepo:[a-z\d-]+:(297356227824|193023089310|023102451235):applications\/(SecretsManager(RDS)?\w+Rotation(Single|Multi)User)$/;

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html */
const APPLICATIONS = [
  "SecretsManagerRDSPostgreSQLRotationSingleUser",
  "SecretsManagerRDSPostgreSQLRotationMultiUser",
  "SecretsManagerRDSMySQLRotationSingleUser",
  "SecretsManagerRDSMySQLRotationMultiUser",
];
const CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"];
const PARAMETERS = ["endpoint", "functionName"];

const idsIn = (parameters: Properties, name: string): readonly string[] =>
  (text(parameters[name]) ?? "").split(",").filter(Boolean);

const validation = (message: string) => ({ code: "ValidationError", message });

const applicationExists: Rule = ({ applicationId }) => {
  const [, , name = ""] = ROTATIONS.exec(String(applicationId)) ?? [];
  return APPLICATIONS.includes(name)
    ? undefined
    : { code: "NotFoundException", message: `Application ${String(applicationId)} does not exist.` };
};

const capabilitiesAreGiven: Rule = ({ capabilities }) => {
  const missing = CAPABILITIES.filter((capability) => !texts(capabilities).includes(capability));
  return missing.length > 0
    ? { code: "InsufficientCapabilitiesException", message: `Requires capabilities : [${missing.join(", ")}]` }
    : undefined;
};

const parametersAreGiven: Rule = ({ parameters }) => {
  const missing = PARAMETERS.filter((name) => text(record(parameters)[name]) === undefined);
  return missing.length > 0 ? validation(`Parameters: [${missing.join(", ")}] must have values`) : undefined;
};

const functionCanBeNamed: Rule = ({ parameters }, { get, self }) => {
  const name = text(record(parameters).functionName) ?? "";
  if (!/^[\w-]{1,64}$/.test(name)) {
    return validation(`${name} is no name for a function: up to 64 letters, digits, hyphens and underscores.`);
  }
  const other = get(FUNCTION, name);
  return other && record(self?.outputs.parameters).functionName !== name
    ? { code: "ResourceConflictException", message: `Function already exist: ${name}` }
    : undefined;
};

const isInOneVpc: Rule = ({ parameters }, { get }) => {
  const given = record(parameters);
  const places = [
    ...idsIn(given, "vpcSubnetIds").map((id) => ({ id, resource: get(SUBNET, id) })),
    ...idsIn(given, "vpcSecurityGroupIds").map((id) => ({ id, resource: get(SECURITY_GROUP, id) })),
  ];
  const missing = places.find(({ resource }) => resource === undefined);
  if (missing) {
    return { code: "InvalidParameterValueException", message: `The id ${missing.id} does not exist.` };
  }
  return new Set(places.map(({ resource }) => resource?.outputs.vpcId)).size > 1
    ? {
        code: "InvalidParameterValueException",
        message: "Security groups and subnets of a function are in one VPC.",
      }
    : undefined;
};

const functionOf = (outputs: Properties): string => String(record(outputs.parameters).functionName);

export const cloudFormationStack: ResourceType = {
  type: "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
  documentation:
    "https://docs.aws.amazon.com/serverlessrepo/latest/APIReference/API_CreateCloudFormationChangeSet.html",
  required: ["applicationId"],
  defaults: {},
  autoname: { property: "name", maximumLength: 113 },
  id: (inputs, context) =>
    context.self?.id ??
    arn(context, "cloudformation", `stack/serverlessrepo-${nameFor(inputs, context)}/${derivedUuid(context.hex(64))}`),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    name: nameFor(inputs, context),
    capabilities: inputs.capabilities ?? [],
    parameters: inputs.parameters ?? {},
    semanticVersion: inputs.semanticVersion ?? "1.1.618",
    outputs: {
      RotationLambdaARN: arn(context, "lambda", `function:${functionOf({ parameters: inputs.parameters })}`),
    },
  }),
  assumed: ["semanticVersion"],
  references: { none: "what its parameters name is told by refusals: they are texts, several ids in one" },
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "AlreadyExistsException",
      message: ({ name }) => `Stack [serverlessrepo-${String(name)}] already exists`,
    },
  ],
  replaceOn: ["region", "name", "applicationId"],
  formats: [
    {
      property: "name",
      pattern: /^[A-Za-z][A-Za-z\d-]{0,112}$/,
      code: "ValidationError",
      allowed: "up to 113 letters, digits and hyphens, a letter first",
    },
  ],
  refusals: [applicationExists, capabilitiesAreGiven, parametersAreGiven, functionCanBeNamed, isInOneVpc],
  quotas: [
    {
      name: "CloudFormation stacks",
      limit: 2000,
      code: "LimitExceededException",
      documentation: "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    },
  ],
  brings: (outputs, context) => rotator(outputs, context),
};

/** The function, its role, and a network interface in each of its subnets. */
function rotator(outputs: Properties, context: RuleContext) {
  const parameters = record(outputs.parameters);
  const name = functionOf(outputs);
  const securityGroups = idsIn(parameters, "vpcSecurityGroupIds");
  const subnetIds = idsIn(parameters, "vpcSubnetIds");
  const roleName = `serverlessrepo-${String(outputs.name)}-Role-${derivedId("r", name, "role").slice(2, 14)}`;
  const role = globalArn(context, "iam", `role/${roleName}`);
  return [
    companion(ROLE, roleName, { name: roleName, arn: role, region: context.region }),
    companion(FUNCTION, name, {
      name,
      arn: arn(context, "lambda", `function:${name}`),
      role,
      runtime: "python3.13",
      vpcConfig: { subnetIds, securityGroupIds: securityGroups },
    }),
    ...subnetIds.map((subnetId) =>
      networkInterface(
        {
          id: derivedId("eni", name, subnetId),
          subnetId,
          interfaceType: "lambda",
          description: `AWS Lambda VPC ENI-${name}`,
          securityGroups,
        },
        outputs,
        context,
      ),
    ),
  ];
}
