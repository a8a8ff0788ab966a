import { modelledTypes, type ModelledThing } from "../../../aws/modelled-types";
import { isMap, type Resource, type ResourceGraph, type StateValue } from "../../../read";
import type { Target } from "../../load-balancing";
import { isUnknown, type Unknown, type Value } from "../../value";
import { addTo } from "../multimap";
import {
  computed,
  doubtOf,
  evidenceOf,
  idOf,
  inside,
  maps,
  notKnown,
  number,
  only,
  property,
  required,
  requiredText,
  text,
  texts,
} from "../properties";

/** A target, and the group that it is registered with. */
interface Registration {
  readonly group: Value<string>;
  readonly target: Target;
}

/** By target group all that is registered with it: one by one, by Auto Scaling, or by a service's tasks. */
export function targetsOf(graph: ResourceGraph): (groupId: string) => readonly Target[] {
  const scaled = scalingGroups(graph);
  const registrations = [
    ...oneByOne(graph),
    ...attachments(graph, "autoScalingAttachment", scaled, (each) => text(property(each, "lbTargetGroupArn"))),
    ...attachments(graph, "trafficSourceAttachment", scaled, trafficSource),
    ...ofScalingGroups(graph),
    ...ofServices(graph),
  ];
  const groups = new Map<string, Target[]>();
  const adrift: Target[] = [];
  for (const { group, target } of registrations) {
    if (isUnknown(group)) adrift.push({ ...target, id: group });
    else addTo(groups, group, target);
  }
  return (id) => [...(groups.get(id) ?? []), ...adrift];
}

function oneByOne(graph: ResourceGraph): Registration[] {
  return graph.ofType(...modelledTypes.targetGroupAttachment).map((attachment) => ({
    group: requiredText(attachment, "targetGroupArn"),
    target: {
      evidence: evidenceOf(attachment),
      id: doubtOf(attachment) ?? requiredText(attachment, "targetId"),
      port: number(property(attachment, "port")),
      availabilityZone: text(property(attachment, "availabilityZone")),
    },
  }));
}

/** The end that is an Auto Scaling group: itself, or the nodes of a cluster that EKS made it for. */
interface Scaled {
  readonly byName: ReadonlyMap<string, string>;
  /** Why some group's name is not known. */
  readonly unknown: Unknown | undefined;
}

function scalingGroups(graph: ResourceGraph): Scaled {
  const byName = new Map<string, string>();
  let unknown: Unknown | undefined;
  for (const group of graph.ofType(...modelledTypes.autoScalingGroup)) {
    const name = text(property(group, "name"));
    byName.set(idOf(group), idOf(group));
    if (typeof name === "string") byName.set(name, idOf(group));
  }
  for (const nodes of graph.ofType(...modelledTypes.eksNodeGroup)) {
    byName.set(idOf(nodes), idOf(nodes));
    const names = scalingGroupsOf(nodes);
    if (isUnknown(names)) unknown ??= names;
    else for (const name of names) byName.set(name, idOf(nodes));
  }
  return { byName, unknown };
}

function scalingGroupsOf(nodes: Resource): Value<readonly string[]> {
  const resources = only(computed(nodes, "resources"));
  if (isUnknown(resources)) return resources;
  const groups = isMap(resources) ? resources.autoscalingGroups : undefined;
  if (!Array.isArray(groups)) return [];
  const names = (groups as readonly StateValue[]).map((group) => (isMap(group) ? group.name : undefined));
  return names.every((name) => typeof name === "string") ? names : notKnown(nodes, "resources");
}

function attachments(
  graph: ResourceGraph,
  thing: ModelledThing,
  { byName, unknown }: Scaled,
  groupOf: (attachment: Resource) => Value<string | undefined>,
): Registration[] {
  return graph.ofType(...modelledTypes[thing]).flatMap((attachment): Registration[] => {
    const group = groupOf(attachment);
    // One to a Classic Load Balancer has no target group.
    if (group === undefined) return [];
    const name = requiredText(attachment, "autoscalingGroupName");
    const absent = (given: string): Unknown =>
      unknown ?? { unknown: `Auto Scaling group ${given} is in no source`, evidence: evidenceOf(attachment) };
    const id = isUnknown(name) ? name : (byName.get(name) ?? absent(name));
    return [{ group, target: wholeGroup(attachment, doubtOf(attachment) ?? id) }];
  });
}

function trafficSource(attachment: Resource): Value<string | undefined> {
  const type = text(inside(attachment, "trafficSource", "type"));
  const identifier = text(inside(attachment, "trafficSource", "identifier"));
  return type === "elbv2" || isUnknown(type) ? required(attachment, "trafficSource", identifier) : undefined;
}

function ofScalingGroups(graph: ResourceGraph): Registration[] {
  return graph.ofType(...modelledTypes.autoScalingGroup).flatMap((group): Registration[] => {
    const arns = texts(group, "targetGroupArns");
    const target = wholeGroup(group, idOf(group));
    return isUnknown(arns) ? [{ group: arns, target }] : arns.map((arn) => ({ group: arn, target }));
  });
}

/** All instances of a group, at the port of the target group. */
function wholeGroup(resource: Resource, id: Value<string>): Target {
  return { evidence: evidenceOf(resource), id, port: undefined, availabilityZone: undefined };
}

function ofServices(graph: ResourceGraph): Registration[] {
  return graph.ofType(...modelledTypes.ecsService).flatMap((service) =>
    maps(service, property(service, "loadBalancers"), "loadBalancers").flatMap((balancer, index): Registration[] => {
      const part = `loadBalancers[${index}]`;
      const target = (port: Target["port"]): Target => ({
        evidence: evidenceOf(service, part),
        id: idOf(service),
        port,
        availabilityZone: undefined,
      });
      if (isUnknown(balancer)) return [{ group: balancer, target: target(balancer) }];
      const { targetGroupArn, containerPort } = balancer;
      if (targetGroupArn === "" || targetGroupArn === null || targetGroupArn === undefined) return [];
      const group = typeof targetGroupArn === "string" ? targetGroupArn : notKnown(service, part);
      return [{ group, target: target(typeof containerPort === "number" ? containerPort : notKnown(service, part)) }];
    }),
  );
}
