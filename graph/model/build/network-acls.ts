import { modelledTypes } from "../../aws/modelled-types";
import { type Addresses, parseAddresses } from "../../packets";
import type { Resource, ResourceGraph, StateMap } from "../../read";
import type { NetworkAcl, NetworkAclEntry } from "../filters";
import { isUnknown, type Unknown, type Value } from "../value";
import { anchored } from "./anchors";
import { inlineOf } from "./inline";
import {
  doubtOf,
  entry,
  evidenceOf,
  flag,
  idOf,
  nameOf,
  number,
  type Property,
  property,
  required,
  requiredText,
  text,
} from "./properties";
import { isIcmp, trafficOf } from "./traffic";

type Direction = "ingress" | "egress";

/** ACLs with their entries in both forms, and the default ones that let everything pass. */
export function networkAcls(graph: ResourceGraph): NetworkAcl[] {
  const rules = anchored(graph.ofType(...modelledTypes.networkAclRule), (rule) => requiredText(rule, "networkAclId"));
  const everywhere = rules.adrift.map(({ resource, unknown }) => undecided(resource, unknown));
  const separate = (id: string, direction: Direction): NetworkAclEntry[] => [
    ...rules.of(id).flatMap((rule) => separateEntries(rule, direction)),
    ...everywhere,
  ];
  const acls = graph.ofType(...modelledTypes.networkAcl).map((acl): NetworkAcl => {
    const id = idOf(acl);
    const entries = (direction: Direction): NetworkAclEntry[] => [
      ...inlineEntries(acl, direction, rules.of(id)),
      ...separate(id, direction),
    ];
    return {
      evidence: evidenceOf(acl),
      id,
      vpcId: requiredText(acl, "vpcId"),
      ingress: entries("ingress"),
      egress: entries("egress"),
    };
  });
  const known = new Set(acls.map(({ id }) => id));
  return [...acls, ...defaultAcls(graph, separate).filter(({ id }) => !known.has(id))];
}

/** Of VPCs whose default ACL nobody manages: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
function defaultAcls(
  graph: ResourceGraph,
  separate: (id: string, direction: Direction) => NetworkAclEntry[],
): NetworkAcl[] {
  return graph.ofType(...modelledTypes.vpc).flatMap((vpc): NetworkAcl[] => {
    const id = text(property(vpc, "defaultNetworkAclId"));
    if (typeof id !== "string") return [];
    const evidence = evidenceOf(vpc, "defaultNetworkAclId");
    const allow = everyAddress.map((addresses, index): NetworkAclEntry => ({
      evidence,
      number: 100 + index,
      action: "allow",
      addresses,
      ...everything,
    }));
    return [
      {
        evidence,
        id,
        vpcId: idOf(vpc),
        ingress: [...separate(id, "ingress"), ...allow],
        egress: [...separate(id, "egress"), ...allow],
      },
    ];
  });
}

const everything = trafficOf({ protocol: "-1", from: undefined, to: undefined });
const everyAddress = ["0.0.0.0/0", "::/0"].flatMap((block) => parseAddresses(block) ?? []);

function undecided(resource: Resource, unknown: Unknown, part?: string): NetworkAclEntry {
  return {
    evidence: evidenceOf(resource, part),
    number: unknown,
    action: unknown,
    addresses: unknown,
    protocols: unknown,
    ports: unknown,
  };
}

/** How the two forms spell an entry. */
interface Spelling {
  readonly number: string;
  readonly action: string;
}
const inlineSpelling: Spelling = { number: "ruleNo", action: "action" };
const separateSpelling: Spelling = { number: "ruleNumber", action: "ruleAction" };

function inlineEntries(acl: Resource, direction: Direction, separate: readonly Resource[]): NetworkAclEntry[] {
  const found = inlineOf(acl, direction, {
    keysOf: (each) => keysOf((name) => each[name], inlineSpelling),
    explained: () =>
      separate
        .filter((rule) => flag(property(rule, "egress")) !== (direction === "ingress"))
        .flatMap((rule) => keysOf((name) => property(rule, name), separateSpelling)),
  });
  if (isUnknown(found)) return [undecided(acl, found, direction)];
  return found.flatMap(({ item, part, doubt }) =>
    isUnknown(item)
      ? [undecided(acl, item, part)]
      : entriesOf(acl, part, (name) => entry(acl, item, name, part), inlineSpelling, doubt),
  );
}

function separateEntries(rule: Resource, direction: Direction): NetworkAclEntry[] {
  const egress = flag(property(rule, "egress")) ?? false;
  if (!isUnknown(egress) && egress !== (direction === "egress")) return [];
  const doubt = isUnknown(egress) ? egress : doubtOf(rule);
  return entriesOf(rule, undefined, (name) => property(rule, name), separateSpelling, doubt);
}

/** One entry for each of its blocks; of one that is in doubt, whether it allows is not known. */
function entriesOf(
  resource: Resource,
  part: string | undefined,
  read: (name: string) => Property,
  spelling: Spelling,
  doubt: Unknown | undefined,
): NetworkAclEntry[] {
  const label = part ?? nameOf(resource);
  const protocol = required(resource, `protocol of ${label}`, text(read("protocol")));
  const [from, to] = isIcmp(protocol) ? ["icmpType", "icmpCode"] : ["fromPort", "toPort"];
  const blocks = [text(read("cidrBlock")), text(read("ipv6CidrBlock"))].filter((block) => block !== undefined);
  const addresses = blocks.length === 0 ? [required<string>(resource, `the block of ${label}`, undefined)] : blocks;
  return addresses.map((block) => ({
    evidence: evidenceOf(resource, part),
    number: required(resource, `the number of ${label}`, number(read(spelling.number))),
    action: doubt ?? actionOf(resource, required(resource, `the action of ${label}`, text(read(spelling.action)))),
    addresses: blockOf(resource, block),
    ...trafficOf({ protocol, from: number(read(from)), to: number(read(to)) }),
  }));
}

function actionOf(resource: Resource, action: Value<string>): NetworkAclEntry["action"] {
  if (isUnknown(action)) return action;
  const name = action.toLowerCase();
  return name === "allow" || name === "deny"
    ? name
    : { unknown: `the action "${action}" of ${nameOf(resource)} is not known` };
}

function blockOf(resource: Resource, block: Value<string>): Value<Addresses> {
  if (isUnknown(block)) return block;
  return parseAddresses(block) ?? { unknown: `"${block}" is no CIDR block`, evidence: evidenceOf(resource) };
}

/** The same of the same entry in both forms: numbers are unique in an ACL and direction. */
function keysOf(read: (name: string) => Property | StateMap[string] | undefined, spelling: Spelling): string[] {
  const say = (name: string): string => {
    const value = read(name);
    return typeof value === "string" || typeof value === "number" ? String(value).toLowerCase() : "";
  };
  const traffic = trafficOf({
    protocol: say("protocol") || "-1",
    from: numberOr(say("fromPort")),
    to: numberOr(say("toPort")),
  });
  const names = [spelling.number, spelling.action, "cidrBlock", "ipv6CidrBlock"];
  return [[...names.map(say), JSON.stringify(traffic)].join(" ")];
}

function numberOr(value: string): number | undefined {
  return value === "" || Number.isNaN(Number(value)) ? undefined : Number(value);
}
