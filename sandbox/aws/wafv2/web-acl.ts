import type { ResourceType } from "../../resource-type";
import { named, standard } from "../standard";
import {
  API,
  arnOf,
  IP_SET,
  lockToken,
  nameFormat,
  nameOnce,
  QUOTAS,
  REGEX_PATTERN_SET,
  RULE_GROUP,
  scopeFormat,
  scopeInItsRegion,
  uuid,
  WEB_ACL,
} from "./types";
import { capacityOf, webAclRefusals } from "./web-acl-refusals";

const statementReference = (statement: string, type: string) => ({
  path: `rules[].statement.${statement}.arn`,
  to: [type],
  by: "arn",
  missing: "WAFNonexistentItemException",
  inUse: "WAFAssociatedItemException",
});

export const webAcl: ResourceType = {
  type: WEB_ACL,
  documentation: `${API}CreateWebACL.html`,
  required: ["defaultAction", "scope", "visibilityConfig"],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: uuid,
  computed: (inputs, context, old) => ({
    ...standard(inputs, context),
    ...named(inputs, context),
    arn: arnOf("webacl", inputs, context, old),
    applicationIntegrationUrl: "",
    capacity: capacityOf(inputs),
    lockToken: lockToken(inputs, context),
  }),
  references: [
    statementReference("ipSetReferenceStatement", IP_SET),
    statementReference("ruleGroupReferenceStatement", RULE_GROUP),
    statementReference("regexPatternSetReferenceStatement", REGEX_PATTERN_SET),
  ],
  unique: nameOnce,
  replaceOn: ["region", "name", "namePrefix", "scope"],
  formats: [
    scopeFormat,
    nameFormat,
    {
      property: "description",
      pattern: /^[\w+=:#@/\-,.][\w+=:#@/\-,.\s]{0,254}[\w+=:#@/\-,.]$/,
      code: "WAFInvalidParameterException",
      allowed: "2 to 256 letters, digits, spaces and +=:#@/-,._",
    },
    {
      property: "visibilityConfig.metricName",
      pattern: /^[\w#:./-]{1,255}$/,
      code: "WAFInvalidParameterException",
      allowed: "up to 255 letters, digits and #:./-_",
    },
    {
      property: "rules[].statement.rateBasedStatement.limit",
      pattern: /^([1-9]\d{1,8}|1\d{9}|2000000000)$/,
      code: "WAFInvalidParameterException",
      allowed: "10 to 2000000000 requests",
    },
    {
      property: "rules[].statement.rateBasedStatement.evaluationWindowSec",
      pattern: /^(60|120|300|600)$/,
      code: "WAFInvalidParameterException",
      allowed: "60, 120, 300 or 600 seconds",
    },
  ],
  refusals: [scopeInItsRegion, ...webAclRefusals],
  quotas: [
    {
      name: "Web ACLs per account per Region",
      limit: 100,
      per: ({ scope }) => String(scope),
      code: "WAFLimitsExceededException",
      documentation: QUOTAS,
    },
    {
      name: "Web ACL capacity units",
      limit: 5000,
      used: capacityOf,
      code: "WAFLimitsExceededException",
      documentation: QUOTAS,
    },
  ],
};
