/** The types of AWS WAF, and what they have in common. */
import type { CreateContext, Format, Properties, Refusal, Rule, Uniqueness } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { arn, kept, nameFor } from "../standard";
import { text } from "../values";

export const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
export const WEB_ACL_ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
export const IP_SET = "aws:wafv2/ipSet:IpSet";
export const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";
export const REGEX_PATTERN_SET = "aws:wafv2/regexPatternSet:RegexPatternSet";
export const LOGGING_CONFIGURATION = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";

export const API = "https://docs.aws.amazon.com/waf/latest/APIReference/API_";
export const QUOTAS = "https://docs.aws.amazon.com/waf/latest/developerguide/limits.html";

export const invalid = (message: string): Refusal => ({ code: "WAFInvalidParameterException", message });

export const uuid = (_inputs: Properties, context: CreateContext): string =>
  context.self?.id ?? derivedUuid(context.hex(64));

/** `…:global/webacl/name/id` or `…:regional/ipset/name/id`. */
export const arnOf = (what: string, inputs: Properties, context: CreateContext, old?: Properties): string =>
  kept(old, "arn", () => {
    const place = inputs.scope === "CLOUDFRONT" ? "global" : "regional";
    return arn(context, "wafv2", `${place}/${what}/${nameFor(inputs, context)}/${uuid(inputs, context)}`);
  });

/** A new one for every change. */
export const lockToken = (inputs: Properties, context: CreateContext): string =>
  derivedUuid(`${context.urn} ${JSON.stringify(inputs)}`);

export const scopeFormat: Format = {
  property: "scope",
  pattern: /^(CLOUDFRONT|REGIONAL)$/,
  code: "WAFInvalidParameterException",
  allowed: "CLOUDFRONT or REGIONAL",
};

export const nameFormat: Format = {
  property: "name",
  pattern: /^[\w-]{1,128}$/,
  code: "WAFInvalidParameterException",
  allowed: "1 to 128 letters, digits, hyphens and underscores",
};

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateWebACL.html: CloudFront's are asked for in us-east-1. */
export const scopeInItsRegion: Rule = ({ scope }, { region }) =>
  scope === "CLOUDFRONT" && region !== "us-east-1"
    ? invalid("Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT")
    : undefined;

export const nameOnce: readonly Uniqueness[] = [
  {
    scope: "account-region",
    key: ({ scope, name }) => text(name) && `${String(scope)}/${String(name)}`,
    code: "WAFDuplicateItemException",
    message: () =>
      "AWS WAF couldn't perform the operation because some resource in your request is a duplicate of an existing one.",
  },
];
