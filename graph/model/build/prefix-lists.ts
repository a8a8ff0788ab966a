import { modelledTypes } from "../../aws/modelled-types";
import type { Addresses } from "../../packets";
import type { Resource, ResourceGraph, StateValue } from "../../read";
import type { PrefixList } from "../filters";
import { isUnknown, type Value } from "../value";
import { anchored } from "./anchors";
import { inlineOf } from "./inline";
import {
  addressesOf,
  all,
  doubtOf,
  entry,
  evidenceOf,
  idOf,
  nameOf,
  property,
  requiredText,
  text,
  unless,
} from "./properties";

/** Lists of customers with their entries in both forms, and of AWS's those that a gateway endpoint tells. */
export function prefixLists(graph: ResourceGraph): PrefixList[] {
  const entries = anchored(graph.ofType(...modelledTypes.prefixListEntry), (each) =>
    requiredText(each, "prefixListId"),
  );
  const own = graph.ofType(...modelledTypes.prefixList).map((list): PrefixList => {
    const id = idOf(list);
    const separate = entries.of(id);
    return {
      evidence: evidenceOf(list),
      id,
      name: nameOf(list),
      entries: all([
        ...inlineEntries(list, separate),
        ...separate.map((each) => unless(doubtOf(each), addressesOf(each, "cidr", requiredText(each, "cidr")))),
        ...entries.adrift.map(({ unknown }) => unknown),
      ]),
    };
  });
  const known = new Set(own.map(({ id }) => id));
  return [...own, ...endpointLists(graph).filter(({ id }) => !known.has(id))];
}

function inlineEntries(list: Resource, separate: readonly Resource[]): Value<Addresses>[] {
  const cidrOf = (value: StateValue | undefined): string[] => (typeof value === "string" ? [value] : []);
  const found = inlineOf(list, "entries", {
    keysOf: ({ cidr }) => cidrOf(cidr),
    explained: () => separate.flatMap((each) => cidrOf(each.outputs.cidr ?? each.inputs.cidr)),
  });
  if (isUnknown(found)) return [found];
  return found.map(({ item, part, doubt }) => {
    if (isUnknown(item)) return item;
    const cidr = text(entry(list, item, "cidr", part)) ?? { unknown: `no source says ${part} of ${nameOf(list)}` };
    return unless(doubt, addressesOf(list, part, cidr));
  });
}

/** Gateway endpoints say the blocks of their service's list. */
function endpointLists(graph: ResourceGraph): PrefixList[] {
  return graph.ofType(...modelledTypes.vpcEndpoint).flatMap((endpoint): PrefixList[] => {
    const id = text(property(endpoint, "prefixListId"));
    const blocks = property(endpoint, "cidrBlocks");
    if (typeof id !== "string" || !Array.isArray(blocks) || blocks.length === 0) return [];
    const name = text(property(endpoint, "serviceName"));
    const cidrs = (blocks as readonly StateValue[]).map((cidr): Value<string> =>
      typeof cidr === "string" ? cidr : { unknown: `a block of prefix list ${id} is not known` },
    );
    return [
      {
        evidence: evidenceOf(endpoint, "cidrBlocks"),
        id,
        name: typeof name === "string" ? name : id,
        entries: all(cidrs.map((cidr) => addressesOf(endpoint, "cidrBlocks", cidr))),
      },
    ];
  });
}
