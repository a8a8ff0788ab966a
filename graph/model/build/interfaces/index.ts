import { modelledTypes } from "../../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../../read";
import type { NetworkInterface, Placement } from "../../interfaces";
import { isUnknown } from "../../value";
import { evidenceOf, idOf, property, text } from "../properties";
import { type Lookup, lookupOf } from "./lookup";
import { type Row, rows } from "./rows";

/** All ends of connections. Where a thing is placed may be unknown: it then has one place that is. */
export function interfaces(graph: ResourceGraph): NetworkInterface[] {
  const lookup = lookupOf(graph);
  return rows.flatMap((row) =>
    graph
      .ofType(...modelledTypes[row.thing])
      .filter((resource) => row.exists?.(resource) ?? true)
      .map((resource) => interfaceOf(row, resource, lookup)),
  );
}

function interfaceOf(row: Row, resource: Resource, lookup: Lookup): NetworkInterface {
  return {
    evidence: evidenceOf(resource),
    id: idOf(resource),
    aliases: aliasesOf(row, resource, lookup),
    kind: row.kind,
    placements: placementsOf(row, resource, lookup),
    securityGroupIds: row.groups(resource, lookup),
    sourceDestinationCheck: row.check?.(resource) ?? true,
  };
}

function placementsOf(row: Row, resource: Resource, lookup: Lookup): readonly Placement[] {
  const places = row.places(resource, lookup);
  return isUnknown(places) ? [{ subnetId: places, addresses: places, publicAddress: places }] : places;
}

function aliasesOf({ names = [], aliases }: Row, resource: Resource, lookup: Lookup): string[] {
  const told = [...names, "arn"].map((name) => text(property(resource, name)));
  const all = [...told, ...(aliases?.(resource, lookup) ?? [])].filter((alias) => typeof alias === "string");
  return [...new Set(all)].filter((alias) => alias !== idOf(resource));
}

/** By each other id of an end the end, unless another is of that id itself. */
export function endsByAlias(ends: readonly NetworkInterface[]): (id: string) => string {
  const ids = new Set(ends.map(({ id }) => id));
  const byAlias = new Map(
    ends.flatMap(({ id, aliases, kind }) => (kind === "instance" ? aliases.map((alias) => [alias, id] as const) : [])),
  );
  return (id) => (ids.has(id) ? id : (byAlias.get(id) ?? id));
}
