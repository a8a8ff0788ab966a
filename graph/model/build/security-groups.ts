import { modelledTypes } from "../../aws/modelled-types";
import { parseAddresses } from "../../packets";
import type { Resource, ResourceGraph } from "../../read";
import type { SecurityGroup, SecurityGroupRule } from "../filters";
import { isUnknown, type Value } from "../value";
import { anchored } from "./anchors";
import { evidenceOf, idOf, inside, property, requiredText, text } from "./properties";
import { type Direction, doubtfulRules, inlineRules, separateRules } from "./security-group-rules";
import { trafficOf } from "./traffic";

/** Rules that are resources of their own, by the group and direction that they are of. */
interface SeparateRules {
  readonly resources: (groupId: string, direction: Direction) => readonly Resource[];
  readonly rules: (groupId: string, direction: Direction) => SecurityGroupRule[];
}

/** Groups with their rules in all forms, and those that AWS makes along with a VPC or a cluster. */
export function securityGroups(graph: ResourceGraph): SecurityGroup[] {
  const separate = separateOf(graph);
  const elsewhere = anchored(graph.ofType(...modelledTypes.securityGroupVpcAssociation), (association) =>
    requiredText(association, "securityGroupId"),
  );
  const declared = graph.ofType(...modelledTypes.securityGroup).map((group): SecurityGroup => {
    const id = idOf(group);
    const rules = (direction: Direction): SecurityGroupRule[] => [
      ...inlineRules(group, direction, separate.resources(id, direction)),
      ...separate.rules(id, direction),
    ];
    const associated = elsewhere.of(id).map((association) => requiredText(association, "vpcId"));
    return {
      evidence: evidenceOf(group),
      id,
      vpcId: requiredText(group, "vpcId"),
      ...(associated.length > 0 && { associatedVpcIds: associated }),
      ingress: rules("ingress"),
      egress: rules("egress"),
    };
  });
  const known = new Set(declared.map(({ id }) => id));
  const made = [...ofVpcs(graph), ...ofClusters(graph)].filter(({ id }) => !known.has(id));
  return [...declared, ...made.map((group) => madeByAws(group, separate))];
}

function separateOf(graph: ResourceGraph): SeparateRules {
  const groupOf = (rule: Resource): Value<string> => requiredText(rule, "securityGroupId");
  const older = anchored(graph.ofType(...modelledTypes.securityGroupRule), groupOf);
  const single = {
    ingress: anchored(graph.ofType(...modelledTypes.securityGroupIngressRule), groupOf),
    egress: anchored(graph.ofType(...modelledTypes.securityGroupEgressRule), groupOf),
  };
  const everywhere = (direction: Direction): SecurityGroupRule[] =>
    [...single[direction].adrift, ...older.adrift.filter(({ resource }) => mayBe(resource, direction))].flatMap(
      ({ resource, unknown }) => doubtfulRules(resource, unknown),
    );
  const adrift = { ingress: everywhere("ingress"), egress: everywhere("egress") };
  const resources = (groupId: string, direction: Direction): readonly Resource[] => [
    ...single[direction].of(groupId),
    ...older.of(groupId).filter((rule) => mayBe(rule, direction)),
  ];
  return {
    resources,
    rules: (groupId, direction) => [
      ...resources(groupId, direction).flatMap((rule) => {
        const type = rule.type.startsWith("aws:vpc/") ? undefined : requiredText(rule, "type");
        return isUnknown(type) ? doubtfulRules(rule, type) : separateRules(rule);
      }),
      ...adrift[direction],
    ],
  };
}

/** Whether a rule of the older form is of this direction, as far as it says. */
function mayBe(rule: Resource, direction: Direction): boolean {
  const type = requiredText(rule, "type");
  return isUnknown(type) || type === direction;
}

/** A group that AWS makes and nobody manages. */
interface Made {
  readonly resource: Resource;
  readonly part: string;
  readonly id: string;
  readonly vpcId: Value<string>;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
function ofVpcs(graph: ResourceGraph): Made[] {
  return graph.ofType(...modelledTypes.vpc).flatMap((resource): Made[] => {
    const id = text(property(resource, "defaultSecurityGroupId"));
    return typeof id === "string" ? [{ resource, part: "defaultSecurityGroupId", id, vpcId: idOf(resource) }] : [];
  });
}

/** https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html */
function ofClusters(graph: ResourceGraph): Made[] {
  return graph.ofType(...modelledTypes.eksCluster).flatMap((resource): Made[] => {
    const id = text(inside(resource, "vpcConfig", "clusterSecurityGroupId"));
    const vpcId = text(inside(resource, "vpcConfig", "vpcId")) ?? {
      unknown: `no source says the VPC of ${idOf(resource)}`,
    };
    return typeof id === "string" ? [{ resource, part: "vpcConfig.clusterSecurityGroupId", id, vpcId }] : [];
  });
}

/** Everything among the members, and out to everywhere; and what rules of their own add. */
function madeByAws({ resource, part, id, vpcId }: Made, separate: SeparateRules): SecurityGroup {
  const evidence = evidenceOf(resource, part);
  return {
    evidence,
    id,
    vpcId,
    ingress: [
      { evidence, ...everything, peer: { kind: "securityGroup", securityGroupId: id } },
      ...separate.rules(id, "ingress"),
    ],
    egress: [
      { evidence, ...everything, peer: { kind: "addresses", addresses: everywhere } },
      ...separate.rules(id, "egress"),
    ],
  };
}

const everything = trafficOf({ protocol: "-1", from: undefined, to: undefined });
const everywhere = ["0.0.0.0/0", "::/0"].flatMap((block) => parseAddresses(block) ?? []);
