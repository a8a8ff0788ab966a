import { none } from "../../resource-type";
import type { Properties, Refusal, ResourceType, Rule } from "../../resource-type";
import { VPC } from "../ec2/vpc";
import { arn, named, standard } from "../standard";
import { given, number, record, text } from "../values";
import { nameFormat, nameOnce, suffixOf } from "./names";
import { APPLICATION_QUOTAS, TARGET_GROUP } from "./types";

const invalid = (message: string): Refusal => ({ code: "ValidationError", message });

const isHttp = (protocol: unknown): boolean => protocol === "HTTP" || protocol === "HTTPS";

const whatATypeNeeds: Rule = (inputs) => {
  const needed = ["port", "protocol", "vpcId"];
  if (inputs.targetType === "lambda") {
    const [extra] = given(inputs, needed);
    return extra ? invalid(`${extra} cannot be specified for target groups with target type 'lambda'`) : undefined;
  }
  const missing = needed.find((name) => given(inputs, [name]).length === 0);
  if (missing) {
    return invalid(`A ${missing} must be specified for target groups with target type '${String(inputs.targetType)}'`);
  }
  return inputs.targetType === "alb" && inputs.protocol !== "TCP"
    ? invalid("Protocol must be TCP for target groups with target type 'alb'")
    : undefined;
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
const health: Rule = ({ healthCheck, protocol, targetType }) => {
  const check = record(healthCheck);
  const checkProtocol = healthProtocol(check, protocol, targetType);
  if ((isHttp(protocol) || targetType === "alb") && !isHttp(checkProtocol)) {
    return {
      code: "InvalidConfigurationRequest",
      message: `Health check protocol '${checkProtocol}' is not supported for target groups with the protocol '${String(protocol)}' and target type '${String(targetType)}'`,
    };
  }
  const [extra] = isHttp(checkProtocol) ? [] : given(check, ["path", "matcher"]);
  if (extra) {
    return invalid(`Health check ${extra} cannot be specified for the health check protocol '${checkProtocol}'`);
  }
  const [interval, timeout] = [number(check.interval) ?? 30, number(check.timeout) ?? 5];
  return timeout >= interval
    ? invalid(`Health check interval (${interval}) must be greater than the timeout (${timeout}).`)
    : undefined;
};

const healthProtocol = (check: Properties, protocol: unknown, targetType: unknown): string =>
  text(check.protocol) ?? (isHttp(protocol) || targetType === "alb" ? "HTTP" : "TCP");

export const targetGroup = (type: string): ResourceType => ({
  type,
  documentation: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
  required: [],
  defaults: {
    deregistrationDelay: 300,
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
    slowStart: 0,
    targetType: "instance",
  },
  autoname: { property: "name", maximumLength: 32 },
  id: (inputs, context) => arn(context, "elasticloadbalancing", `targetgroup/${suffixOf(inputs, context)}`),
  computed: (inputs, context, old) => {
    const { protocol, targetType } = inputs;
    return {
      ...standard(inputs, context),
      ...named(inputs, context),
      arn: arn(context, "elasticloadbalancing", `targetgroup/${suffixOf(inputs, context)}`),
      arnSuffix: `targetgroup/${suffixOf(inputs, context)}`,
      connectionTermination: inputs.connectionTermination ?? false,
      healthCheck: healthCheck(inputs),
      ipAddressType: inputs.ipAddressType ?? "ipv4",
      loadBalancerArns: old?.loadBalancerArns ?? [],
      loadBalancingAlgorithmType: inputs.loadBalancingAlgorithmType ?? (isHttp(protocol) ? "round_robin" : ""),
      loadBalancingAnomalyMitigation: inputs.loadBalancingAnomalyMitigation ?? (isHttp(protocol) ? "off" : ""),
      loadBalancingCrossZoneEnabled: inputs.loadBalancingCrossZoneEnabled ?? "use_load_balancer_configuration",
      // Off by default for TCP and TLS with ip targets.
      preserveClientIp: inputs.preserveClientIp ?? (isHttp(protocol) ? "" : String(targetType !== "ip")),
      protocolVersion: inputs.protocolVersion ?? (isHttp(protocol) ? "HTTP1" : ""),
      stickiness: {
        cookieDuration: 86400,
        cookieName: "",
        enabled: false,
        type: isHttp(protocol) ? "lb_cookie" : "source_ip",
        ...record(inputs.stickiness),
      },
      targetFailovers: inputs.targetFailovers ?? [],
      targetGroupHealth: inputs.targetGroupHealth ?? {},
      targetHealthStates: inputs.targetHealthStates ?? [],
    };
  },
  references: [{ path: "vpcId", to: [VPC], missing: "ValidationError" }],
  unique: none("one name over both names of the type is said by a refusal"),
  replaceOn: [
    "region",
    "name",
    "namePrefix",
    "ipAddressType",
    "port",
    "protocol",
    "protocolVersion",
    "targetType",
    "vpcId",
  ],
  formats: [
    nameFormat,
    {
      property: "targetType",
      pattern: /^(instance|ip|lambda|alb)$/,
      code: "ValidationError",
      allowed: "instance, ip, lambda or alb",
    },
    {
      property: "protocol",
      pattern: /^(HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|QUIC|TCP_QUIC|GENEVE)$/,
      code: "ValidationError",
      allowed: "HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC or GENEVE",
    },
    {
      property: "protocolVersion",
      pattern: /^(HTTP1|HTTP2|GRPC)$/,
      code: "ValidationError",
      allowed: "HTTP1, HTTP2 or GRPC",
    },
    {
      property: "port",
      pattern: /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])$/,
      code: "ValidationError",
      allowed: "1 to 65535",
    },
    {
      property: "healthCheck.healthyThreshold",
      pattern: /^([2-9]|10)$/,
      code: "ValidationError",
      allowed: "2 to 10",
    },
    {
      property: "healthCheck.unhealthyThreshold",
      pattern: /^([2-9]|10)$/,
      code: "ValidationError",
      allowed: "2 to 10",
    },
    {
      property: "healthCheck.interval",
      pattern: /^([5-9]|[1-9]\d|[12]\d\d|300)$/,
      code: "ValidationError",
      allowed: "5 to 300 seconds",
    },
  ],
  refusals: [nameOnce(TARGET_GROUP, "DuplicateTargetGroupName", "target group"), whatATypeNeeds, health],
  quotas: [
    {
      name: "Target groups per Region",
      limit: 3000,
      code: "TooManyTargetGroups",
      documentation: `${APPLICATION_QUOTAS} (L-B22855CB)`,
    },
  ],
});

function healthCheck({ healthCheck: given, protocol, targetType }: Properties): Properties {
  const check = record(given);
  const checkProtocol = healthProtocol(check, protocol, targetType);
  const byHttp = isHttp(checkProtocol);
  return {
    enabled: true,
    healthyThreshold: 3,
    interval: 30,
    matcher: byHttp ? (isHttp(protocol) ? "200" : "200-399") : "",
    path: byHttp ? "/" : "",
    port: "traffic-port",
    protocol: checkProtocol,
    timeout: byHttp && !isHttp(protocol) ? 6 : isHttp(protocol) ? 5 : 10,
    unhealthyThreshold: 3,
    ...check,
  };
}
