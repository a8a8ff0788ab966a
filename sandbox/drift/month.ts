/** A month in the world, with what others than its programs do meanwhile. */
import { record } from "../aws/values";
import type { Properties, WorldResource } from "../resource-type";
import { ruleContext } from "../server/context";
import type { Lifecycle } from "../server/lifecycle";
import type { Table } from "../server/table";
import { isObject } from "../wire/values";
import { dayAfter } from "../world/calendar";
import type { WorldRecord } from "../world/record";
import type { World } from "../world/world";
import { publications } from "./published";
import { drifts } from "./rows";
import type { Drift } from "./rows";

/** A value that other hands changed. */
export interface Drifted {
  /** Who changed what. */
  readonly what: string;
  readonly type: string;
  readonly id: string;
  /** Path of the value: `scalingConfig.desiredSize`. */
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Something that AWS publishes, with its versions before and after. */
export interface Published {
  readonly what: string;
  readonly from: string;
  readonly to: string;
}

export interface MonthReport {
  /** The day that it is in the world now: `2026-12-20`. */
  readonly today: string;
  readonly published: readonly Published[];
  readonly changes: readonly Drifted[];
}

interface Place {
  readonly world: World;
  readonly table: Table;
  readonly lifecycle: Lifecycle;
}

/** Lets a month pass. What is left of it is in the world; programs learn of it by looking. */
export function aMonthLater(place: Place): MonthReport {
  const { world } = place;
  const before = dayAfter(world.months);
  world.commit({ months: world.months + 1 });
  const today = dayAfter(world.months);
  return {
    today,
    published: publications
      .map(({ what, version }) => ({ what, from: version(before), to: version(today) }))
      .filter(({ from, to }) => from !== to),
    changes: drifts.flatMap((drift) => applied(drift, place)),
  };
}

/** Applies one row to every resource of its type. */
function applied(drift: Drift, place: Place): readonly Drifted[] {
  const { world, table } = place;
  return world
    .all()
    .filter(({ type }) => type === drift.type)
    .flatMap((resource) => {
      const properties = drift.change(resource, ruleContext(world, table, resource, resource));
      if (properties === undefined) {
        return [];
      }
      amend(resource, properties, place);
      return differences(drift, resource, properties);
    });
}

/** An object of Kubernetes has no row: others change what it is, never what was asked for. */
function amend(resource: WorldRecord, properties: Properties, { world, lifecycle }: Place): void {
  if (resource.type.startsWith("kubernetes:")) {
    world.commit({ put: [{ ...resource, outputs: { ...resource.outputs, ...properties } }] });
  } else {
    lifecycle.amend(resource, properties);
  }
}

/** The values that are others, one level into objects. */
function differences(
  { what }: Drift,
  { type, id, outputs }: WorldResource,
  properties: Properties,
): readonly Drifted[] {
  return Object.entries(properties).flatMap(([name, to]) => {
    const from = outputs[name];
    if (!isObject(to) || Array.isArray(to)) {
      return [{ what, type, id, property: name, from, to }];
    }
    return Object.entries(to)
      .filter(([inner, value]) => record(from)[inner] !== value)
      .map(([inner, value]) => ({
        what,
        type,
        id,
        property: `${name}.${inner}`,
        from: record(from)[inner],
        to: value,
      }));
  });
}
