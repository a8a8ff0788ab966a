import { isMap, type Resource } from "../../../read";
import { isUnknown, type Value } from "../../value";
import type { Anchored } from "../anchors";
import {
  all,
  computed,
  doubtOf,
  entry,
  evidenceOf,
  idOf,
  inside,
  nameOf,
  only,
  property,
  requiredText,
  requiredTexts,
  text,
  texts,
  textsOf,
} from "../properties";
import { type Lookup, templateOf } from "./lookup";

type Groups = Value<readonly string[]>;

/** Groups of an interface with those that are attached to it one by one. */
export function withAttached(ids: readonly string[], own: Groups, attachments: Anchored): Groups {
  const added = ids.flatMap((id) => attachments.of(id));
  const attached = all(added.map((each) => doubtOf(each) ?? requiredText(each, "securityGroupId")));
  if (isUnknown(own)) return own;
  if (isUnknown(attached)) return attached;
  return attachments.adrift[0]?.unknown ?? [...new Set([...own, ...attached])];
}

export function instanceGroups(instance: Resource, { attachedGroups }: Lookup): Groups {
  const primary = text(property(instance, "primaryNetworkInterfaceId"));
  const ids = typeof primary === "string" ? [primary] : [];
  return withAttached(ids, requiredTexts(instance, "vpcSecurityGroupIds"), attachedGroups);
}

/** A network load balancer may have none; those of applications have the VPC's default one if none is given. */
export function balancerGroups(balancer: Resource): Groups {
  const type = text(property(balancer, "loadBalancerType")) ?? "application";
  if (isUnknown(type)) return type;
  return type === "application" ? requiredTexts(balancer, "securityGroups") : texts(balancer, "securityGroups");
}

/** Those that are given, and the one that EKS makes. */
export function clusterGroups(cluster: Resource): Groups {
  const given = textsOf(cluster, inside(cluster, "vpcConfig", "securityGroupIds"), "vpcConfig.securityGroupIds");
  const made = clusterGroup(cluster);
  if (isUnknown(given)) return given;
  return isUnknown(made) ? made : [...given, made];
}

function clusterGroup(cluster: Resource): Value<string> {
  return (
    text(inside(cluster, "vpcConfig", "clusterSecurityGroupId")) ?? {
      unknown: `no source says the security group that EKS made for ${nameOf(cluster)}`,
      evidence: evidenceOf(cluster, "vpcConfig"),
    }
  );
}

/** Groups of the launch template; without one or without groups in it, the one that EKS made for the cluster. */
export function nodeGroups(group: Resource, lookup: Lookup): Groups {
  const ofTemplate = templateGroups(group, lookup);
  if (ofTemplate !== undefined) return ofTemplate;
  const clusterName = requiredText(group, "clusterName");
  const cluster = isUnknown(clusterName) ? undefined : lookup.named("eksCluster", clusterName);
  if (cluster === undefined) return unsaid(group);
  const made = clusterGroup(cluster);
  const remote = remoteAccessGroup(group);
  if (isUnknown(made)) return made;
  return isUnknown(remote) ? remote : [made, ...(remote === undefined ? [] : [remote])];
}

/** With a key for SSH, EKS makes another group. */
function remoteAccessGroup(group: Resource): Value<string | undefined> {
  if (property(group, "remoteAccess") === undefined) return undefined;
  const resources = only(computed(group, "resources"));
  if (isUnknown(resources)) return resources;
  return isMap(resources) ? text(entry(group, resources, "remoteAccessSecurityGroupId", "resources")) : undefined;
}

export function scalingGroups(group: Resource, lookup: Lookup): Groups {
  const ofTemplate = templateGroups(group, lookup);
  if (ofTemplate !== undefined) return ofTemplate;
  const name = text(property(group, "launchConfiguration"));
  const configuration = typeof name === "string" ? lookup.named("launchConfiguration", name) : undefined;
  return configuration === undefined ? unsaid(group) : requiredTexts(configuration, "securityGroups");
}

function templateGroups(group: Resource, lookup: Lookup): Groups | undefined {
  const template = templateOf(group, lookup);
  if (template === undefined || isUnknown(template)) return template;
  const own = texts(template, "vpcSecurityGroupIds");
  if (isUnknown(own) || own.length > 0) return own;
  const first = only(property(template, "networkInterfaces"));
  if (isUnknown(first)) return first;
  if (!isMap(first)) return undefined;
  const ids = textsOf(template, entry(template, first, "securityGroups", "networkInterfaces"), "networkInterfaces");
  return isUnknown(ids) || ids.length > 0 ? ids : undefined;
}

export function endpointGroups(endpoint: Resource, lookup: Lookup): Groups {
  const own = texts(endpoint, "securityGroupIds");
  const groups = withAttached([idOf(endpoint)], own, lookup.endpointGroups);
  return isUnknown(groups) || groups.length > 0 ? groups : requiredTexts(endpoint, "securityGroupIds");
}

function unsaid(resource: Resource): Groups {
  return { unknown: `no source says the security groups of ${nameOf(resource)}`, evidence: evidenceOf(resource) };
}
