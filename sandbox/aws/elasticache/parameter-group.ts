import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { arn, nameFor, standard } from "../standard";
import { records, text } from "../values";
import { families } from "./versions";

export const PARAMETER_GROUP = "aws:elasticache/parameterGroup:ParameterGroup";

const number = /^-?\d+$/;
const yes = /^(yes|no)$/;

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html */
const PARAMETERS: Readonly<Record<string, RegExp>> = {
  "active-expire-effort": number,
  activedefrag: yes,
  "client-output-buffer-limit-normal-hard-limit": number,
  "close-on-slave-write": yes,
  "cluster-enabled": yes,
  databases: number,
  "lazyfree-lazy-eviction": yes,
  "lazyfree-lazy-expire": yes,
  "lazyfree-lazy-user-del": yes,
  "maxmemory-policy":
    /^(volatile-lru|allkeys-lru|volatile-lfu|allkeys-lfu|volatile-random|allkeys-random|volatile-ttl|noeviction)$/,
  "maxmemory-samples": number,
  "notify-keyspace-events": /^[A-Za-z]*$/,
  "reserved-memory-percent": /^(\d|[1-9]\d|100)$/,
  "slowlog-log-slower-than": number,
  "slowlog-max-len": number,
  "tcp-keepalive": number,
  timeout: number,
};

const invalid = (message: string) => ({ code: "InvalidParameterValue", message });

const familyExists: Rule = ({ family }) =>
  families.includes(String(family))
    ? undefined
    : invalid(`CacheParameterGroupFamily ${String(family)} is not a valid parameter group family.`);

const parametersExist: Rule = ({ parameters }) => {
  for (const { name, value } of records(parameters)) {
    const values = PARAMETERS[String(name)];
    if (!values) {
      return invalid(`The parameter ${String(name)} cannot be found.`);
    }
    if (!values.test(String(value))) {
      return invalid(`The parameter ${String(name)} has an invalid value: ${String(value)}.`);
    }
  }
  return undefined;
};

export const parameterGroup: ResourceType = {
  type: PARAMETER_GROUP,
  documentation: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheParameterGroup.html",
  required: ["family"],
  defaults: { description: "Managed by Pulumi" },
  autoname: { property: "name", maximumLength: 255 },
  id: nameFor,
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    name: nameFor(inputs, context),
    arn: arn(context, "elasticache", `parametergroup:${nameFor(inputs, context)}`),
    parameters: inputs.parameters ?? [],
  }),
  references: none("a family is no resource"),
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name)?.toLowerCase(),
      code: "CacheParameterGroupAlreadyExists",
      message: ({ name }) => `A cache parameter group named ${String(name)} already exists.`,
    },
  ],
  replaceOn: ["region", "name", "family", "description"],
  formats: [
    {
      property: "name",
      pattern: /^(?!.*--)(?!.*-$)[a-zA-Z][a-zA-Z\d-]{0,254}$/,
      code: "InvalidParameterValue",
      allowed: "up to 255 letters, digits and single hyphens, a letter first",
    },
  ],
  refusals: [familyExists, parametersExist],
  quotas: [
    {
      name: "Parameter groups per Region",
      limit: 300,
      code: "CacheParameterGroupQuotaExceeded",
      documentation: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html",
    },
  ],
};
