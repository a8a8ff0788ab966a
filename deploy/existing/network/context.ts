import type { ExistingNetworkArgs } from "@throughline/stacks/config/existing";
import type { WantedNetwork, WantedTier, WantedVpc } from "@throughline/stacks/existing";
import type { Vpc } from "@aws-sdk/client-ec2";
import type { Collection } from "../collection";
import type { Place } from "../place";
import type { Search } from "../search";
import type { NetworkInventory } from "./inventory";

/** What all parts of a network are looked for with. */
export interface Context {
  readonly environment: string;
  readonly place: Place;
  readonly wanted: WantedNetwork;
  /** How the settings tell what addresses and names do not. */
  readonly told: ExistingNetworkArgs;
  readonly inventory: NetworkInventory;
  readonly search: Search;
  readonly found: Collection;
}

/** A wanted VPC, and the one that it is. */
export interface FoundVpc {
  readonly wanted: WantedVpc;
  readonly vpc: Vpc;
  readonly vpcId: string;
}

/** Name of a tier or group as flows have it: `apps.nodes`. */
export function fullName(vpc: Pick<WantedVpc, "name">, { name }: Pick<WantedTier, "name">): string {
  return `${vpc.name}.${name}`;
}
