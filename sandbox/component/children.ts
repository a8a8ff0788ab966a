import { childKey } from "./plan";
import type { Child } from "./plan";

/** Collects the children of a component. */
export class Children {
  readonly list: Child[] = [];

  /** Adds a child; gives its key. */
  add(type: string, name: string, inputs: Child["inputs"], more: Partial<Omit<Child, "key" | "inputs">> = {}): string {
    const key = childKey(type, name);
    this.list.push({ dependsOn: [], from: [], ...more, key, type, name, inputs });
    return key;
  }
}
