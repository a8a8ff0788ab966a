import type { Resource } from "../../../read";
import type { Listener, ListenerRule } from "../../load-balancing";
import { isUnknown, type Value } from "../../value";
import type { Adrift, Anchored } from "../anchors";
import { doubtOf, evidenceOf, idOf, nameOf, number, property, required, requiredText } from "../properties";
import { actionOf } from "./actions";
import { conditionsOf } from "./conditions";

const protocols: ReadonlyMap<string, "HTTP" | "HTTPS" | "TCP" | "TLS" | "UDP" | "TCP_UDP"> = new Map(
  (["HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"] as const).map((name) => [name, name]),
);

export function listenerOf(listener: Resource, rules: Anchored): Listener {
  const own = rules.of(idOf(listener)).map((rule) => ruleOf(rule));
  const adrift = rules.adrift.map(({ resource, unknown }): ListenerRule => ({
    evidence: evidenceOf(resource),
    priority: unknown,
    conditions: unknown,
    action: unknown,
  }));
  return {
    evidence: evidenceOf(listener),
    protocol: doubtOf(listener) ?? protocolOf(listener),
    port: required(listener, "port", number(property(listener, "port"))),
    rules: [...adrift, ...own.sort(byPriority), defaultRule(listener)],
  };
}

/** A listener that may be any load balancer's. */
export function adriftListener({ resource, unknown }: Adrift): Listener {
  return { evidence: evidenceOf(resource), protocol: unknown, port: unknown, rules: [] };
}

function protocolOf(listener: Resource): Listener["protocol"] {
  const protocol = requiredText(listener, "protocol");
  if (isUnknown(protocol)) return protocol;
  return (
    protocols.get(protocol.toUpperCase()) ?? {
      unknown: `listeners for ${protocol} are not modelled: ${nameOf(listener)}`,
      evidence: evidenceOf(listener, "protocol"),
    }
  );
}

function ruleOf(rule: Resource): ListenerRule {
  const transforms = property(rule, "transforms");
  const rewrites = Array.isArray(transforms) && transforms.length > 0;
  return {
    evidence: evidenceOf(rule),
    priority: required(rule, "priority", number(property(rule, "priority"))),
    conditions: doubtOf(rule) ?? conditionsOf(rule),
    action: rewrites
      ? {
          unknown: `${nameOf(rule)} rewrites requests, which is not modelled`,
          evidence: evidenceOf(rule, "transforms"),
        }
      : actionOf(rule, "actions"),
  };
}

function defaultRule(listener: Resource): ListenerRule {
  return {
    evidence: evidenceOf(listener, "defaultActions"),
    priority: "default",
    conditions: [],
    action: actionOf(listener, "defaultActions"),
  };
}

/** Those whose priority is not known may come before any. */
function byPriority(a: ListenerRule, b: ListenerRule): number {
  const rank = (priority: Value<number | "default">): number => (typeof priority === "number" ? priority : -1);
  return rank(a.priority) - rank(b.priority);
}
