import type { Unmodelled } from "@throughline/graph/model";
import { type Flow, undecide } from "./flow";
import type { Walk } from "./walk";

/** Undecides what passes things on which something acts that is not modelled. */
export function asModelled({ wiring }: Walk, flow: Flow, ...ids: readonly string[]): Flow {
  return ids.reduce((each, id) => undecideAll(each, wiring.unmodelled(id), ` at ${id}`), flow);
}

/** Undecides what something may act on of which it is not known where it does. */
export function anywhereModelled({ network }: Walk, flow: Flow): Flow {
  return undecideAll(
    flow,
    network.unmodelled.filter(({ actsOn }) => actsOn.length === 0),
    "",
  );
}

function undecideAll(flow: Flow, acting: readonly Unmodelled[], where: string): Flow {
  return acting.reduce(
    (each, { type, evidence }) =>
      undecide(each, { unknown: `what ${type} does to packets${where} is not modelled`, evidence }),
    flow,
  );
}
