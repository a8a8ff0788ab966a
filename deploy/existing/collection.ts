import type { ExistingResource, ExistingType } from "@throughline/stacks/existing";

/** The resources of a layer, each once, whoever names it. */
export class Collection {
  private readonly resources = new Map<string, ExistingResource>();

  /** @returns the id */
  add(type: ExistingType, name: string, id: string, properties: Readonly<Record<string, unknown>>): string {
    const key = `${type} ${id}`;
    if (!this.resources.has(key)) {
      this.resources.set(key, { type, name, id, properties });
    }
    return id;
  }

  /** In an order that does not depend on that of AWS's answers. */
  list(): ExistingResource[] {
    return [...this.resources.values()].sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
  }
}

/** Order of texts, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
