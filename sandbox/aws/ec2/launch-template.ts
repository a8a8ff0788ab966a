import type { CreateContext, Properties, ResourceType, Rule, RuleContext, WorldResource } from "../../resource-type";
import { INSTANCE_PROFILE } from "../iam/instance-profile";
import { arn, ec2Id, named, standard } from "../standard";
import { number, record, records, text, texts } from "../values";
import { SECURITY_GROUP } from "./permissions";

export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

const USER_DATA_LIMIT = 16384;

/** User data as the instance gets it; undefined when it is not Base64. */
export function decodedUserData(userData: unknown): Buffer | undefined {
  const given = text(userData) ?? "";
  const decoded = Buffer.from(given, "base64");
  return decoded.toString("base64").replace(/=+$/, "") === given.replaceAll(/\s/g, "").replace(/=+$/, "")
    ? decoded
    : undefined;
}

const userDataFits: Rule = ({ userData }) => {
  const decoded = decodedUserData(userData);
  if (!decoded) {
    return { code: "InvalidUserData.Malformed", message: "Invalid BASE64 encoding of user data." };
  }
  return decoded.length > USER_DATA_LIMIT
    ? {
        code: "InvalidParameterValue",
        message: `User data is limited to ${USER_DATA_LIMIT} bytes (it has ${decoded.length}).`,
      }
    : undefined;
};

const groupsOnce: Rule = ({ networkInterfaces, vpcSecurityGroupIds }) =>
  records(networkInterfaces).length > 0 && texts(vpcSecurityGroupIds).length > 0
    ? {
        code: "InvalidParameterCombination",
        message:
          "Network interfaces and an instance-level security groups may not be specified on the same request: name the " +
          "groups in networkInterfaces.",
      }
    : undefined;

/** Inputs that say something about the template, not about an instance. */
const OF_THE_TEMPLATE = ["region", "name", "namePrefix", "tags", "tagsAll", "defaultVersion", "updateDefaultVersion"];

/** Each change of what an instance gets is a new version. */
function latestVersion(inputs: Properties, { self }: CreateContext): number {
  const known = number(self?.outputs.latestVersion) ?? 0;
  const content = (properties: Properties | undefined): string =>
    JSON.stringify(
      Object.entries(properties ?? {})
        .filter(([name]) => !OF_THE_TEMPLATE.includes(name))
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return self && content(self.inputs) === content(inputs) ? known : known + 1;
}

export const launchTemplate: ResourceType = {
  type: LAUNCH_TEMPLATE,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html",
  required: [],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: (_inputs, context) => ec2Id("lt", context),
  computed: (inputs, context, old) => {
    const latest = latestVersion(inputs, context);
    const chosen = number(inputs.defaultVersion) ?? number(old?.defaultVersion) ?? 1;
    return {
      ...standard(inputs, context),
      arn: arn(context, "ec2", `launch-template/${ec2Id("lt", context)}`),
      ...named(inputs, context),
      latestVersion: latest,
      defaultVersion: inputs.updateDefaultVersion === true ? latest : chosen,
      metadataOptions: {
        httpEndpoint: "",
        httpProtocolIpv6: "",
        httpPutResponseHopLimit: 0,
        httpTokens: "",
        instanceMetadataTags: "",
        ...record(inputs.metadataOptions),
      },
    };
  },
  references: [
    { path: "vpcSecurityGroupIds[]", to: [SECURITY_GROUP], missing: "InvalidGroup.NotFound" },
    { path: "networkInterfaces[].securityGroups[]", to: [SECURITY_GROUP], missing: "InvalidGroup.NotFound" },
    {
      path: "iamInstanceProfile.name",
      to: [INSTANCE_PROFILE],
      by: "name",
      missing: "InvalidIamInstanceProfile.NotFound",
    },
    {
      path: "iamInstanceProfile.arn",
      to: [INSTANCE_PROFILE],
      by: "arn",
      missing: "InvalidIamInstanceProfile.NotFound",
    },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "InvalidLaunchTemplateName.AlreadyExistsException",
      message: ({ name }) => `Launch template name already in use: ${String(name)}.`,
    },
  ],
  replaceOn: ["region", "name", "namePrefix"],
  formats: [
    {
      property: "name",
      pattern: /^[\w().\-/]{3,128}$/,
      code: "InvalidLaunchTemplateName.MalformedException",
      allowed: "3 to 128 of letters, digits and ().-/_",
    },
    {
      property: "imageId",
      pattern: /^(ami-([\da-f]{8}|[\da-f]{17})|resolve:ssm:.+)$/,
      code: "InvalidAMIID.Malformed",
      allowed: "ami- and 8 or 17 hex digits, or resolve:ssm: and a parameter",
    },
    {
      property: "instanceType",
      pattern: /^[a-z][a-z\d-]*\.(nano|micro|small|medium|large|(\d+)?xlarge|metal(-\d+xl)?)$/,
      code: "InvalidInstanceType",
      allowed: "an instance type such as t4g.nano",
    },
    {
      property: "metadataOptions.httpTokens",
      pattern: /^(optional|required)$/,
      code: "InvalidParameterValue",
      allowed: "optional or required",
    },
    {
      property: "metadataOptions.httpPutResponseHopLimit",
      pattern: /^([1-9]|[1-5]\d|6[0-4])$/,
      code: "InvalidParameterValue",
      allowed: "1 to 64",
    },
    {
      property: "metadataOptions.httpEndpoint",
      pattern: /^(enabled|disabled)$/,
      code: "InvalidParameterValue",
      allowed: "enabled or disabled",
    },
  ],
  refusals: [userDataFits, groupsOnce],
  quotas: [
    {
      name: "Launch templates per Region",
      limit: 5000,
      code: "LaunchTemplateLimitExceeded",
      documentation: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html (L-FB451C26)",
    },
  ],
};

/** The template that a group of instances names by id or by name. */
export function templateOf(reference: unknown, context: RuleContext): WorldResource | undefined {
  const { id, name } = record(reference);
  return text(id) ? context.get(LAUNCH_TEMPLATE, id) : context.where(LAUNCH_TEMPLATE, "name", text(name) ?? "")[0];
}

/** The number of the version that a reference means; undefined when there is no such version. */
export function versionOf(reference: unknown, template: WorldResource): number | undefined {
  const version = text(record(reference).version) ?? "$Default";
  if (version === "$Default" || version === "$Latest") {
    return number(version === "$Latest" ? template.outputs.latestVersion : template.outputs.defaultVersion);
  }
  const wanted = Number(version);
  return wanted >= 1 && wanted <= (number(template.outputs.latestVersion) ?? 0) ? wanted : undefined;
}

/** Security groups that an instance of the template gets, at its own level or at an interface's. */
export const groupsOf = (template: WorldResource | undefined): readonly string[] => [
  ...texts(template?.outputs.vpcSecurityGroupIds),
  ...records(template?.outputs.networkInterfaces).flatMap(({ securityGroups }) => texts(securityGroups)),
];
