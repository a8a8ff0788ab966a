import { isUnknown, type Network, type Unknown, type Value } from "@throughline/graph/model";
import { type Addresses, intervals } from "@throughline/graph/packets";
import { endsOf, type InterfaceEnd } from "../ends";

/** Who has an address: for sure, or perhaps, as one of many that it may have. */
export interface Holders {
  readonly sure: readonly InterfaceEnd[];
  readonly possible: readonly InterfaceEnd[];
  /** Of things whose addresses are not known: they may have any. */
  readonly open: readonly Unknown[];
}

/** Looks up who has an address. */
export function holdersOf(network: Network): (address: Addresses) => Holders {
  let ends: readonly Value<InterfaceEnd>[] | undefined;
  return ({ family, intervals: address }) => {
    ends ??= [...network.interfaces.values()].flatMap((each) => endsOf(network, each));
    const possible = ends.filter(
      (end): end is InterfaceEnd =>
        !isUnknown(end) && end.family === family && intervals.covers(end.addresses, address),
    );
    return {
      sure: possible.filter((end) => intervals.equal(end.addresses, address)),
      possible,
      open: ends.filter((end) => isUnknown(end)),
    };
  };
}
