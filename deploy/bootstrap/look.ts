import { type Adoptable, adoptables } from "@throughline/stacks/bootstrap/foundation";
import type { StackState } from "../engine/stack";
import type { BootstrapPlace, BootstrappedAccount } from "./place";

/** Something that a foundation has, and its id in the cloud if it exists. */
export interface Looked {
  readonly wanted: Adoptable;
  readonly id: string | undefined;
}

/** Looks for everything that could be adopted. */
export async function lookFor(place: BootstrapPlace, account: BootstrappedAccount): Promise<Looked[]> {
  return Promise.all(
    adoptables(account.name, account.foundation).map(async (wanted) => ({ wanted, id: await place.find(wanted) })),
  );
}

/** What a state does not know of. */
export function notIn({ resources }: StackState, looked: readonly Looked[]): Looked[] {
  const known = new Set(resources.map(({ type, urn }) => `${type} ${urn.split("::").at(-1) ?? ""}`));
  return looked.filter(({ wanted: { type, name } }) => !known.has(`${type} ${name}`));
}
