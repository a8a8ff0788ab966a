import { recordKey } from "./record";
import type { WorldRecord } from "./record";
import { TypeRecords } from "./type-records";
import type { IndexDefinition } from "./type-records";

/** One atomic step of the world: all of it happens, or nothing. */
export interface Change {
  readonly put?: readonly WorldRecord[];
  /** Keys of records that cease to exist. Done before `put`. */
  readonly remove?: readonly string[];
  /** How often each of these URNs has been created by now. */
  readonly births?: Readonly<Record<string, number>>;
  /** How many months have gone by, from now on. */
  readonly months?: number;
}

/** Everything that exists, over all accounts and regions. Knows no resource type by name. */
export class World {
  private readonly records = new Map<string, WorldRecord>();
  private readonly types = new Map<string, TypeRecords>();
  private readonly births = new Map<string, number>();
  private elapsed = 0;

  /** @param keep is told of each change before it happens; when it throws, the change does not happen */
  constructor(private readonly keep: (change: Change) => void = () => undefined) {}

  get(key: string): WorldRecord | undefined {
    return this.records.get(key);
  }

  all(): readonly WorldRecord[] {
    return [...this.records.values()];
  }

  /** Records of a type that an index holds under a key. The cost does not depend on the size of the world. */
  find(type: string, index: IndexDefinition, key: string): readonly WorldRecord[] {
    return this.types.get(type)?.find(index, key) ?? [];
  }

  count(type: string, index: IndexDefinition, key: string): number {
    return this.types.get(type)?.count(index, key) ?? 0;
  }

  /** How often a URN has been created. */
  generation(urn: string): number {
    return this.births.get(urn) ?? 0;
  }

  /** Months that have gone by since the world's first day. */
  get months(): number {
    return this.elapsed;
  }

  commit(change: Change): void {
    this.keep(change);
    this.apply(change);
  }

  /** The whole world as changes: applied to an empty world, they make it again. */
  *history(): Iterable<Change> {
    yield { births: Object.fromEntries(this.births), months: this.elapsed };
    for (const record of this.records.values()) {
      yield { put: [record] };
    }
  }

  /** Makes a change that is kept already. */
  apply({ put = [], remove = [], births = {}, months = this.elapsed }: Change): void {
    for (const key of remove) {
      const record = this.records.get(key);
      if (record) {
        this.records.delete(key);
        this.ofType(record.type).remove(key);
      }
    }
    for (const record of put) {
      const key = recordKey(record);
      this.records.set(key, record);
      this.ofType(record.type).put(key, record);
    }
    for (const [urn, count] of Object.entries(births)) {
      this.births.set(urn, count);
    }
    this.elapsed = months;
  }

  private ofType(type: string): TypeRecords {
    const known = this.types.get(type);
    if (known) {
      return known;
    }
    const created = new TypeRecords();
    this.types.set(type, created);
    return created;
  }
}
