import { isUnknown, type Network, type Value } from "@throughline/graph/model";
import type { Flow } from "./flow";

/** Whether the sender's groups are still seen after something more that carries them on, or does not. */
export function carryReferences(flow: Flow, further: Value<boolean>): Flow {
  const { sender } = flow;
  if (sender === undefined) return flow;
  const before = sender.references === "withinVpc" ? true : sender.references;
  return { ...flow, sender: { ...sender, references: allOf(before, further) } };
}

/**
 * Groups of a peered VPC can be named within a region.
 * https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function sameRegion({ vpcs }: Network, a: string, b: string): Value<boolean> {
  const regionOf = (id: string): Value<string> => vpcs.get(id)?.region ?? { unknown: `VPC ${id} is in no source` };
  const [first, second] = [regionOf(a), regionOf(b)];
  if (isUnknown(first)) return first;
  return isUnknown(second) ? second : first === second;
}

export function allOf(...values: readonly Value<boolean>[]): Value<boolean> {
  return values.includes(false) ? false : (values.find((value) => isUnknown(value)) ?? true);
}
