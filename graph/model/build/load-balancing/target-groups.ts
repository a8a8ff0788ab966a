import { modelledTypes } from "../../../aws/modelled-types";
import { isMap, type Resource, type ResourceGraph } from "../../../read";
import type { HealthCheck, TargetGroup } from "../../load-balancing";
import { isUnknown, type Value } from "../../value";
import { entry, evidenceOf, flag, idOf, nameOf, number, only, property, text } from "../properties";
import { targetsOf } from "./targets";

const targetTypes: ReadonlyMap<string, "instance" | "ip" | "lambda" | "alb"> = new Map(
  (["instance", "ip", "lambda", "alb"] as const).map((name) => [name, name]),
);

export function targetGroups(graph: ResourceGraph): TargetGroup[] {
  const targets = targetsOf(graph);
  return graph.ofType(...modelledTypes.targetGroup).map((group): TargetGroup => {
    const targetType = targetTypeOf(group);
    const protocol = text(property(group, "protocol"));
    return {
      evidence: evidenceOf(group),
      id: idOf(group),
      targetType,
      protocol,
      port: number(property(group, "port")),
      vpcId: text(property(group, "vpcId")),
      preserveClientAddress: preserves(group, targetType, protocol),
      crossZone: crossZone(group),
      healthCheck: healthCheckOf(group),
      targets: targets(idOf(group)),
    };
  });
}

function targetTypeOf(group: Resource): TargetGroup["targetType"] {
  const type = text(property(group, "targetType")) ?? "instance";
  if (isUnknown(type)) return type;
  return targetTypes.get(type) ?? { unknown: `targets of the type "${type}" are not modelled: ${nameOf(group)}` };
}

const ofApplications: ReadonlySet<string> = new Set(["HTTP", "HTTPS"]);
const overTcp: ReadonlySet<string> = new Set(["TCP", "TLS"]);

/**
 * Application load balancers never do. Of network ones it is a setting, by default off for addresses over TCP and TLS.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
 */
function preserves(
  group: Resource,
  targetType: TargetGroup["targetType"],
  protocol: Value<string | undefined>,
): Value<boolean> {
  if (isUnknown(protocol)) return protocol;
  if (protocol === undefined || ofApplications.has(protocol)) return false;
  const own = flag(property(group, "preserveClientIp"));
  if (own !== undefined) return own;
  return isUnknown(targetType) ? targetType : !(targetType === "ip" && overTcp.has(protocol));
}

/** Undefined leaves it to the load balancer. */
function crossZone(group: Resource): Value<boolean | undefined> {
  return flag(property(group, "loadBalancingCrossZoneEnabled"));
}

function healthCheckOf(group: Resource): Value<HealthCheck | undefined> {
  const check = only(property(group, "healthCheck"));
  if (check === undefined || isUnknown(check) || !isMap(check)) return isUnknown(check) ? check : undefined;
  const read = (name: string) => entry(group, check, name, "healthCheck");
  const enabled = flag(read("enabled")) ?? true;
  const [protocol, path, port] = [text(read("protocol")), text(read("path")), text(read("port"))];
  for (const value of [enabled, protocol, path, port]) {
    if (isUnknown(value)) return value;
  }
  if (enabled === false || isUnknown(protocol) || isUnknown(path) || isUnknown(port)) return undefined;
  const own = text(property(group, "protocol"));
  const byDefault = typeof own === "string" && !ofApplications.has(own) ? "TCP" : "HTTP";
  const fixed = Number(port);
  return { protocol: protocol ?? byDefault, port: Number.isInteger(fixed) ? fixed : undefined, path };
}
