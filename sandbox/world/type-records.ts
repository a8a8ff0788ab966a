import type { WorldRecord } from "./record";

/** How records of one type are found: `name` tells indexes apart, `keys` says under which keys a record is found. */
export interface IndexDefinition {
  readonly name: string;
  readonly keys: (record: WorldRecord) => readonly string[];
}

/** All records of one type, with indexes that are built at their first use and kept up to date from then on. */
export class TypeRecords {
  private readonly records = new Map<string, WorldRecord>();
  private readonly indexes = new Map<string, Index>();

  find(definition: IndexDefinition, key: string): readonly WorldRecord[] {
    return this.index(definition).find(key);
  }

  count(definition: IndexDefinition, key: string): number {
    return this.index(definition).count(key);
  }

  put(key: string, record: WorldRecord): void {
    const old = this.records.get(key);
    this.records.set(key, record);
    for (const index of this.indexes.values()) {
      index.replace(key, old, record);
    }
  }

  remove(key: string): void {
    const old = this.records.get(key);
    this.records.delete(key);
    for (const index of this.indexes.values()) {
      index.replace(key, old, undefined);
    }
  }

  private index({ name, keys }: IndexDefinition): Index {
    const known = this.indexes.get(name);
    if (known) {
      return known;
    }
    const index = new Index(keys);
    this.indexes.set(name, index);
    for (const [key, record] of this.records) {
      index.add(key, record);
    }
    return index;
  }
}

class Index {
  private readonly entries = new Map<string, Map<string, WorldRecord>>();
  /** Answers that were given and still hold: rules ask for the same list again and again. */
  private readonly answers = new Map<string, readonly WorldRecord[]>();

  constructor(private readonly keys: IndexDefinition["keys"]) {}

  find(key: string): readonly WorldRecord[] {
    const entry = this.entries.get(key);
    if (!entry) {
      return [];
    }
    let answer = this.answers.get(key);
    if (!answer) {
      answer = [...entry.values()];
      this.answers.set(key, answer);
    }
    return answer;
  }

  count(key: string): number {
    return this.entries.get(key)?.size ?? 0;
  }

  add(recordKey: string, record: WorldRecord): void {
    for (const key of this.keys(record)) {
      const entry = this.entries.get(key) ?? new Map<string, WorldRecord>();
      this.entries.set(key, entry.set(recordKey, record));
      this.answers.delete(key);
    }
  }

  replace(recordKey: string, old: WorldRecord | undefined, record: WorldRecord | undefined): void {
    const kept = record ? this.keys(record) : [];
    for (const key of old ? this.keys(old) : []) {
      this.answers.delete(key);
      const entry = this.entries.get(key);
      if (entry && !kept.includes(key) && entry.delete(recordKey) && entry.size === 0) {
        this.entries.delete(key);
      }
    }
    if (record) {
      this.add(recordKey, record);
    }
  }
}
