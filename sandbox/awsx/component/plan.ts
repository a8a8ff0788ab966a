/** What a component will register, before anything is registered: pure data, so that it can be tested as such. */

/** An output of another child, or something made of it once it is known. */
export class Output {
  constructor(
    readonly child: string,
    readonly property: string,
    readonly map: (value: unknown) => unknown = (value) => value,
  ) {}
}

/** A reference to another child as a whole, as components return it. */
export class ResourceReference {
  constructor(readonly child: string) {}
}

/** JSON with outputs and references in it; secrets and unknown values stay as the engine wrote them. */
export type Planned = unknown;

export interface Child {
  /** Unique among the children: `childKey(type, name)`. */
  readonly key: string;
  readonly type: string;
  readonly name: string;
  /** Key of the parent among the children; absent: the component itself. */
  readonly parent?: string;
  /** Keys of children that must exist first, beside those that the inputs name. */
  readonly dependsOn: readonly string[];
  readonly inputs: Readonly<Record<string, Planned>>;
  /** Arguments of the component that the inputs are taken from: the child depends on what these depend on. */
  readonly from: readonly string[];
}

export interface Plan {
  readonly children: readonly Child[];
  /** What the component returns. */
  readonly state: Readonly<Record<string, Planned>>;
}

export const childKey = (type: string, name: string): string => `${type}::${name}`;

/** The outputs within a planned value, at any depth. */
export function outputsIn(value: Planned): readonly Output[] {
  if (value instanceof Output) {
    return [value];
  }
  const isContainer = typeof value === "object" && value !== null && !(value instanceof ResourceReference);
  return isContainer ? Object.values(value).flatMap(outputsIn) : [];
}
