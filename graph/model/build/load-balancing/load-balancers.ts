import { modelledTypes } from "../../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../../read";
import type { LoadBalancer } from "../../load-balancing";
import { isUnknown, type Value } from "../../value";
import { anchored } from "../anchors";
import { evidenceOf, flag, idOf, nameOf, property, requiredText, text } from "../properties";
import { adriftListener, listenerOf } from "./listeners";

const kinds: ReadonlyMap<string, "application" | "network" | "gateway"> = new Map([
  ["application", "application"],
  ["network", "network"],
  ["gateway", "gateway"],
]);

export function loadBalancers(graph: ResourceGraph): LoadBalancer[] {
  const listeners = anchored(graph.ofType(...modelledTypes.listener), (listener) =>
    requiredText(listener, "loadBalancerArn"),
  );
  const rules = anchored(graph.ofType(...modelledTypes.listenerRule), (rule) => requiredText(rule, "listenerArn"));
  const everywhere = listeners.adrift.map(adriftListener);
  return graph.ofType(...modelledTypes.loadBalancer).map((balancer): LoadBalancer => {
    const kind = kindOf(balancer);
    return {
      evidence: evidenceOf(balancer),
      id: idOf(balancer),
      kind,
      internal: flag(property(balancer, "internal")) ?? false,
      crossZone: crossZone(balancer, kind),
      listeners: [...listeners.of(idOf(balancer)).map((listener) => listenerOf(listener, rules)), ...everywhere],
    };
  });
}

function kindOf(balancer: Resource): LoadBalancer["kind"] {
  const type = text(property(balancer, "loadBalancerType")) ?? "application";
  if (isUnknown(type)) return type;
  return kinds.get(type) ?? { unknown: `load balancers of the type "${type}" are not modelled: ${nameOf(balancer)}` };
}

/** Always of applications, off by default of the others. */
function crossZone(balancer: Resource, kind: LoadBalancer["kind"]): Value<boolean> {
  if (isUnknown(kind)) return kind;
  return kind === "application" ? true : (flag(property(balancer, "enableCrossZoneLoadBalancing")) ?? false);
}
