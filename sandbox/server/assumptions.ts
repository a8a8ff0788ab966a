import type { ResourceType } from "../resource-type";
import type { WorldRecord } from "../world/record";

/** Values that a row or a data source gave without a source. */
export interface Assumption {
  /** Type token, or the token of a data source. */
  readonly type: string;
  /** The output; absent when the whole answer of a data source is assumed. */
  readonly property?: string;
  readonly count: number;
}

export class Assumptions {
  private readonly counts = new Map<string, Assumption>();

  /** Counts the outputs of a new resource that its row assumes and its inputs do not say. */
  count(row: ResourceType, { inputs, outputs }: WorldRecord): void {
    for (const property of row.assumed ?? []) {
      const assumed = outputs[property];
      // An empty text is the provider's way to say "none".
      if (assumed !== undefined && assumed !== "" && inputs[property] === undefined) {
        this.add(row.type, property);
      }
    }
  }

  add(type: string, property?: string): void {
    const key = `${type} ${property ?? ""}`;
    this.counts.set(key, { type, property, count: (this.counts.get(key)?.count ?? 0) + 1 });
  }

  list(): readonly Assumption[] {
    return [...this.counts.values()].sort(
      (one, other) => one.type.localeCompare(other.type) || (one.property ?? "").localeCompare(other.property ?? ""),
    );
  }
}
