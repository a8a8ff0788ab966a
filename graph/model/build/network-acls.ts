import { type Addresses, parseAddresses } from "../../packets";
import { hidden, isMap, type Resource, type ResourceGraph, type StateMap } from "../../read";
import type { NetworkAcl, NetworkAclEntry } from "../filters";
import { isUnknown, type Unknown, type Value } from "../value";
import { entry, evidenceOf, flag, idOf, nameOf, number, property, required, requiredText, text } from "./properties";
import { groupBy } from "./route-tables";
import { trafficOf } from "./traffic";

type Direction = "ingress" | "egress";

/** ACLs with their entries in both forms, and the default ones that let everything pass. */
export function networkAcls(graph: ResourceGraph): NetworkAcl[] {
  const separate = groupBy(graph.ofType("aws:ec2/networkAclRule:NetworkAclRule"), (rule) =>
    text(property(rule, "networkAclId")),
  );
  const declared = graph.ofType("aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl");
  const acls = declared.map((acl) => {
    const rules = separate.get(idOf(acl)) ?? [];
    const entries = (direction: Direction): NetworkAclEntry[] => [
      ...inlineEntries(acl, direction),
      ...rules.flatMap((rule) => separateEntries(rule, direction)),
    ];
    return {
      evidence: evidenceOf(acl),
      id: idOf(acl),
      vpcId: requiredText(acl, "vpcId"),
      ingress: entries("ingress"),
      egress: entries("egress"),
    };
  });
  const known = new Set(acls.map(({ id }) => id));
  return [...acls, ...defaultAcls(graph, separate).filter(({ id }) => !known.has(id))];
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
function defaultAcls(graph: ResourceGraph, separate: ReadonlyMap<string, Resource[]>): NetworkAcl[] {
  return graph.ofType("aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc").flatMap((vpc) => {
    const id = text(property(vpc, "defaultNetworkAclId"));
    if (typeof id !== "string") return [];
    const evidence = evidenceOf(vpc, "defaultNetworkAclId");
    const allow = ["0.0.0.0/0", "::/0"].flatMap((block, index): NetworkAclEntry[] => {
      const addresses = parseAddresses(block);
      return addresses === undefined
        ? []
        : [{ evidence, number: 100 + index, action: "allow", addresses, ...everything }];
    });
    const own = (direction: Direction) => (separate.get(id) ?? []).flatMap((rule) => separateEntries(rule, direction));
    return [
      {
        evidence,
        id,
        vpcId: idOf(vpc),
        ingress: [...own("ingress"), ...allow],
        egress: [...own("egress"), ...allow],
      },
    ];
  });
}

const everything = trafficOf({ protocol: "-1", from: undefined, to: undefined });

function inlineEntries(acl: Resource, direction: Direction): NetworkAclEntry[] {
  const entries = acl.external ? acl.outputs[direction] : acl.inputs[direction];
  if (entries === hidden) {
    const unknown: Unknown = { unknown: `${direction} of ${nameOf(acl)} is not known`, evidence: evidenceOf(acl) };
    return [
      {
        evidence: evidenceOf(acl, direction),
        number: unknown,
        action: unknown,
        addresses: unknown,
        protocols: unknown,
        ports: unknown,
      },
    ];
  }
  if (!Array.isArray(entries)) return [];
  return entries.filter(isMap).flatMap((each, index) => inlineEntry(acl, each, `${direction}[${index}]`));
}

function inlineEntry(acl: Resource, map: StateMap, part: string): NetworkAclEntry[] {
  const read = (name: string) => entry(acl, map, name, part);
  const ports = {
    from: number(read("icmpType")) ?? number(read("fromPort")),
    to: number(read("icmpCode")) ?? number(read("toPort")),
  };
  const protocol = text(read("protocol")) ?? "-1";
  const icmp = protocol === "icmp" || protocol === "1" || protocol === "58" || protocol === "icmpv6";
  return blocks(acl, [text(read("cidrBlock")), text(read("ipv6CidrBlock"))]).map((addresses) => ({
    evidence: evidenceOf(acl, part),
    number: required(acl, `${part}.ruleNo`, number(read("ruleNo"))),
    action: required(acl, `${part}.action`, text(read("action"))) as Value<"allow" | "deny">,
    addresses,
    ...trafficOf(
      icmp ? { protocol, ...ports } : { protocol, from: number(read("fromPort")), to: number(read("toPort")) },
    ),
  }));
}

function separateEntries(rule: Resource, direction: Direction): NetworkAclEntry[] {
  const egress = flag(property(rule, "egress")) ?? false;
  if (isUnknown(egress) || egress !== (direction === "egress")) return [];
  const protocol = requiredText(rule, "protocol");
  const icmp = protocol === "icmp" || protocol === "1" || protocol === "58" || protocol === "icmpv6";
  const [from, to] = icmp ? ["icmpType", "icmpCode"] : ["fromPort", "toPort"];
  return blocks(rule, [text(property(rule, "cidrBlock")), text(property(rule, "ipv6CidrBlock"))]).map((addresses) => ({
    evidence: evidenceOf(rule),
    number: required(rule, "ruleNumber", number(property(rule, "ruleNumber"))),
    action: requiredText(rule, "ruleAction") as Value<"allow" | "deny">,
    addresses,
    ...trafficOf({ protocol, from: number(property(rule, from)), to: number(property(rule, to)) }),
  }));
}

function blocks(resource: Resource, values: readonly Value<string | undefined>[]): Value<Addresses>[] {
  return values.flatMap((value): Value<Addresses>[] => {
    if (value === undefined) return [];
    if (isUnknown(value)) return [value];
    return [parseAddresses(value) ?? { unknown: `"${value}" is no CIDR block`, evidence: evidenceOf(resource) }];
  });
}
