/** What a component will register, before anything is registered: pure data, so that it can be tested as such. */

/** An output of another child, or something made of it once it is known. */
export class Output {
  constructor(
    readonly child: string,
    readonly property: string,
    readonly map: (value: unknown) => unknown = (value) => value,
  ) {}
}

/** An argument of the component as it came, or something made of it once it is known. */
export class Argument {
  constructor(
    readonly name: string,
    readonly map: (value: unknown) => unknown = (value) => value,
  ) {}
}

/** Something made of several planned values: unknown as long as one of them is, and secret if one of them is. */
export class Combined {
  constructor(
    readonly parts: readonly Planned[],
    readonly map: (...values: readonly unknown[]) => unknown,
  ) {}
}

/** A property of a data source's answer. */
export class Answer {
  constructor(
    readonly token: string,
    readonly args: Readonly<Record<string, Planned>>,
    readonly property: string,
  ) {}
}

/** A reference to another child as a whole, as components return it. */
export class ResourceReference {
  constructor(readonly child: string) {}
}

/** JSON with outputs, arguments and references in it; secrets and unknown values stay as the engine wrote them. */
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
  /** Key of a provider among the children. @default the component's own provider of the child's package */
  readonly provider?: string;
  readonly ignoreChanges?: readonly string[];
  /** The child is a component itself, which has these outputs. */
  readonly componentOutputs?: Readonly<Record<string, Planned>>;
}

export interface Plan {
  readonly children: readonly Child[];
  /** What the component returns. */
  readonly state: Readonly<Record<string, Planned>>;
  /** What the engine keeps of it. @default nothing */
  readonly outputs?: Readonly<Record<string, Planned>>;
}

export const childKey = (type: string, name: string): string => `${type}::${name}`;

/** The outputs within a planned value, at any depth. */
export function outputsIn(value: Planned): readonly Output[] {
  if (value instanceof Output) {
    return [value];
  }
  if (value instanceof Combined) {
    return value.parts.flatMap(outputsIn);
  }
  if (value instanceof Answer) {
    return outputsIn(value.args);
  }
  const isContainer =
    typeof value === "object" && value !== null && !(value instanceof ResourceReference || value instanceof Argument);
  return isContainer ? Object.values(value).flatMap(outputsIn) : [];
}
