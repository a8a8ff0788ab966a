import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { derivedUuid } from "../identifiers";
import { kept, partition, tagsAll } from "../standard";
import { given, list, text } from "../values";

export const HEALTH_CHECK = "aws:route53/healthCheck:HealthCheck";

const invalid = (message: string) => ({ code: "InvalidInput", message });

const isRequest = (type: unknown): boolean => /^(HTTPS?(_STR_MATCH)?|TCP)$/.test(String(type));

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const whatItsTypeNeeds: Rule = (inputs) => {
  const { type, searchString } = inputs;
  if (isRequest(type) && given(inputs, ["fqdn", "ipAddress"]).length === 0) {
    return invalid(`A health check of type ${String(type)} needs fqdn or ipAddress.`);
  }
  if (String(type).endsWith("_STR_MATCH") !== (text(searchString) !== undefined)) {
    return invalid("A searchString belongs to HTTP_STR_MATCH and HTTPS_STR_MATCH, which need one.");
  }
  if (type === "CALCULATED" && list(inputs.childHealthchecks).length === 0) {
    return invalid("A calculated health check needs childHealthchecks.");
  }
  return type === "CLOUDWATCH_METRIC" && given(inputs, ["cloudwatchAlarmName", "cloudwatchAlarmRegion"]).length < 2
    ? invalid("A health check of an alarm needs cloudwatchAlarmName and cloudwatchAlarmRegion.")
    : undefined;
};

export const healthCheck: ResourceType = {
  type: HEALTH_CHECK,
  global: true,
  documentation: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHealthCheck.html",
  required: ["type"],
  defaults: { disabled: false },
  id: (_inputs, context) => context.self?.id ?? derivedUuid(context.hex(64)),
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: kept(
      old,
      "arn",
      () => `arn:${partition(context.region)}:route53:::healthcheck/${derivedUuid(context.hex(64))}`,
    ),
    enableSni: inputs.enableSni ?? String(inputs.type).startsWith("HTTPS"),
    failureThreshold: inputs.failureThreshold ?? (isRequest(inputs.type) ? 3 : 0),
  }),
  references: [{ path: "childHealthchecks[]", to: [HEALTH_CHECK], missing: "InvalidInput", inUse: "HealthCheckInUse" }],
  unique: none("health checks have no names"),
  replaceOn: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
  formats: [
    {
      property: "type",
      pattern: /^(HTTPS?(_STR_MATCH)?|TCP|CALCULATED|CLOUDWATCH_METRIC|RECOVERY_CONTROL)$/,
      code: "InvalidInput",
      allowed: "HTTP, HTTPS, HTTP_STR_MATCH, HTTPS_STR_MATCH, TCP, CALCULATED, CLOUDWATCH_METRIC or RECOVERY_CONTROL",
    },
    { property: "requestInterval", pattern: /^(10|30)$/, code: "InvalidInput", allowed: "10 or 30 seconds" },
    { property: "failureThreshold", pattern: /^([1-9]|10)$/, code: "InvalidInput", allowed: "1 to 10" },
    {
      property: "port",
      pattern: /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
      code: "InvalidInput",
      allowed: "1 to 65535",
    },
  ],
  refusals: [whatItsTypeNeeds],
  quotas: [
    {
      name: "Health checks",
      limit: 200,
      code: "TooManyHealthChecks",
      documentation: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html (L-ACB674F3)",
    },
  ],
};
