import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { arn, named, nameFor, standard } from "../standard";
import { records, text } from "../values";
import { parametersOf } from "./parameters";
import { families } from "./versions";

export const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";

const invalid = (message: string) => ({ code: "InvalidParameterValue", message });

const knownFamily: Rule = ({ family }) =>
  families.includes(String(family))
    ? undefined
    : invalid(`ParameterGroupFamily ${String(family)} is not a valid parameter group family`);

const knownParameters: Rule = ({ family, parameters }) => {
  for (const { name, value, applyMethod } of records(parameters)) {
    const parameter = parametersOf(String(family))[String(name)];
    if (!parameter) {
      return invalid(`Could not find parameter with name: ${String(name)}`);
    }
    if (!parameter.values.test(String(value))) {
      return invalid(`Invalid parameter value: ${String(value)} for: ${String(name)}`);
    }
    if (parameter.static && applyMethod !== "pending-reboot") {
      return {
        code: "InvalidParameterCombination",
        message: `cannot use immediate apply method for static parameter: ${String(name)}`,
      };
    }
  }
  return undefined;
};

export const parameterGroup: ResourceType = {
  type: PARAMETER_GROUP,
  documentation: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html",
  required: ["family"],
  defaults: { description: "Managed by Pulumi", skipDestroy: false },
  autoname: { property: "name", maximumLength: 255 },
  id: nameFor,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    ...named(inputs, context),
    arn: arn(context, "rds", `pg:${nameFor(inputs, context)}`),
    parameters: inputs.parameters ?? [],
  }),
  references: none("a family is no resource"),
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "DBParameterGroupAlreadyExists",
      message: ({ name }) => `Parameter group ${String(name)} already exists`,
    },
  ],
  replaceOn: ["region", "name", "namePrefix", "family", "description"],
  formats: [
    {
      property: "name",
      pattern: /^(?!.*--)(?!.*[-.]$)[a-z][a-z\d.-]{0,254}$/,
      code: "InvalidParameterValue",
      allowed: "up to 255 lower-case letters, digits and single hyphens, a letter first",
    },
  ],
  refusals: [knownFamily, knownParameters],
  quotas: [
    {
      name: "Parameter groups",
      limit: 100,
      code: "DBParameterGroupQuotaExceeded",
      documentation: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html (L-DE55804A)",
    },
  ],
};
