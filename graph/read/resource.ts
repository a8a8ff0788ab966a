import type { StateMap } from "./values";

/** One resource of a source. */
export interface Resource {
  readonly urn: string;
  /** Pulumi type token: `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** Physical id; absent of components, and of resources that do not exist yet. */
  readonly id: string | undefined;
  readonly inputs: StateMap;
  /** What the provider says; of resources that do not exist yet, what they are given. */
  readonly outputs: StateMap;
  readonly parent: string | undefined;
  /** URN of the provider, which says region and account. */
  readonly provider: string | undefined;
  /** Read, not managed, by the stack: `X.get()`. */
  readonly external: boolean;
  /** By property the URNs of what its value was made from. */
  readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
  /** Where its provider works, as far as that is said. */
  readonly place?: Place;
  /** Why it is not known whether it exists: `waits for its deletion`. */
  readonly doubt?: string;
}

export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** All resources of one stack, one file, or one world. */
export interface Source {
  /** What errors call it: the file or the stack. */
  readonly name: string;
  readonly resources: readonly Resource[];
}
