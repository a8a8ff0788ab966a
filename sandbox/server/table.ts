import type { PackageTables, ProviderPackage } from "../provider-package";
import type { DataSource, None, Reference, ResourceType } from "../resource-type";
import type { WorldRecord } from "../world/record";
import type { World } from "../world/world";
import { nameOf } from "./names";

/** A reference to a type, from the point of view of that type. */
export interface Referrer {
  readonly type: ResourceType;
  readonly reference: Reference;
}

/** The rows of all packages in use. */
export class Table {
  private readonly rows = new Map<string, ResourceType>();
  private readonly sources = new Map<string, DataSource>();
  private readonly referrers = new Map<string, Referrer[]>();
  private readonly loaded = new Map<ProviderPackage, PackageTables>();

  /** Adds a package's rows, once. */
  load(provider: ProviderPackage): PackageTables {
    const known = this.loaded.get(provider);
    if (known) {
      return known;
    }
    const tables = provider.load();
    this.loaded.set(provider, tables);
    this.add(tables);
    return tables;
  }

  resourceType(type: string): ResourceType {
    return (
      this.rows.get(type) ??
      fail(`the sandbox has no row for ${type}: it does not know what the cloud would do. Add one to sandbox/.`)
    );
  }

  /** What errors call a resource of this type. */
  titleOf(type: string): string {
    const provider = [...this.loaded.keys()].find(({ name }) => type.startsWith(`${name}:`));
    return provider?.title?.(type) ?? nameOf(type);
  }

  dataSource(token: string): DataSource {
    return (
      this.sources.get(token) ??
      fail(`the sandbox has no answer for ${token}: it does not know what the cloud would say. Add one to sandbox/.`)
    );
  }

  isGlobal(type: string): boolean {
    return this.rows.get(type)?.global ?? false;
  }

  /** What ceases to exist together with a resource. */
  goneWith(record: WorldRecord, world: World): readonly WorldRecord[] {
    return [...this.loaded.keys()].flatMap((provider) => provider.goneWith?.(record, world) ?? []);
  }

  /** Who may refer to a resource of this type. */
  referrersTo(type: string): readonly Referrer[] {
    return this.referrers.get(type) ?? [];
  }

  private add(tables: PackageTables): void {
    for (const source of tables.dataSources) {
      this.sources.set(source.token, source);
    }
    for (const row of tables.resourceTypes) {
      this.rows.set(row.type, row);
      for (const reference of entries(row.references)) {
        for (const target of reference.to) {
          this.referrers.set(target, [...(this.referrers.get(target) ?? []), { type: row, reference }]);
        }
      }
    }
  }
}

/** The entries of a field that may say why there are none. */
export const entries = <T>(field: readonly T[] | None): readonly T[] => ("none" in field ? [] : field);

function fail(message: string): never {
  throw new Error(message);
}
