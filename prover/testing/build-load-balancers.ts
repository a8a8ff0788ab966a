import type {
  Listener,
  ListenerAction,
  LoadBalancer,
  NetworkInterface,
  RuleCondition,
  TargetGroup,
} from "@throughline/graph/model";
import { block, evidence, placement } from "./parts";
import type { LoadBalancerPlan, TargetGroupPlan } from "./plan";

export function balancerInterface(id: string, { groups = [], nodes }: LoadBalancerPlan): NetworkInterface {
  return {
    evidence: evidence(id),
    id,
    aliases: [],
    kind: "loadBalancer",
    placements: nodes.map(({ subnet, address, publicAddress }) => placement(subnet, [block(address)], publicAddress)),
    securityGroupIds: groups,
    sourceDestinationCheck: true,
  };
}

export function loadBalancer(
  id: string,
  { kind, crossZone = false, nodes, listeners }: LoadBalancerPlan,
): LoadBalancer {
  return {
    evidence: evidence(id),
    id,
    kind,
    internal: nodes.every(({ publicAddress }) => publicAddress === undefined),
    crossZone: kind === "application" || crossZone,
    listeners: Object.entries(listeners).map(([name, rules]) => {
      const [protocol, port] = name.split(" ");
      return {
        evidence: { ...evidence(id), part: name },
        protocol: protocol as Listener["protocol"],
        port: Number(port),
        rules: rules.map((text, index) => ({
          evidence: { ...evidence(id), part: `${name} rule ${index + 1}` },
          priority: index === rules.length - 1 ? ("default" as const) : index + 1,
          conditions: text.includes(" -> ") ? text.slice(0, text.indexOf(" -> ")).split(", ").map(condition) : [],
          action: action(text.slice(text.includes(" -> ") ? text.indexOf(" -> ") + 4 : 0)),
        })),
      };
    }),
  };
}

function condition(text: string): RuleCondition {
  const [kind, value = ""] = text.split(" ");
  return kind === "source"
    ? { kind, addresses: [block(value)] }
    : { kind: kind as "host" | "path" | "method", values: [value] };
}

function action(text: string): ListenerAction {
  const [kind, ...values] = text.split(" ");
  switch (kind) {
    case "redirect":
      return { kind, protocol: values[0], port: values[1], statusCode: "HTTP_301" };
    case "fixedResponse":
      return { kind, statusCode: values[0] ?? "404" };
    default:
      return {
        kind: "forward",
        targetGroups: values.map((value) => {
          const [arn = "", weight = "1"] = value.split(":");
          return { arn, weight: Number(weight) };
        }),
      };
  }
}

export function targetGroup(
  id: string,
  { type = "instance", protocol = "TCP", port, vpc, preserve = false, healthPort, targets }: TargetGroupPlan,
): TargetGroup {
  return {
    evidence: evidence(id),
    id,
    targetType: type,
    protocol: type === "lambda" ? undefined : protocol,
    port,
    vpcId: vpc,
    preserveClientAddress: preserve,
    healthCheck:
      healthPort === undefined
        ? undefined
        : { protocol: "TCP", port: healthPort === "traffic" ? undefined : healthPort, path: undefined },
    targets: targets.map((text) => {
      const [target = "", zone] = text.split("@");
      return { evidence: { ...evidence(id), part: target }, id: target, port: undefined, availabilityZone: zone };
    }),
  };
}
