import type { FlowArgs } from "../flow";

/** Flows of an architecture between roles, written `<role>`, and ends that are the same everywhere. */
export type FlowSet = FlowArgs[];

/** The flows of a set when these ends, each by its name in flows, have its roles: every end with every other. */
export function flowsOfSet(set: FlowSet, roles: Record<string, string[]>): FlowArgs[] {
  const ends = (text: string) => roles[/^<(.+)>$/.exec(text)?.[1] ?? ""] ?? [text];
  return set.flatMap((flow) => ends(flow.from).flatMap((from) => ends(flow.to).map((to) => ({ ...flow, from, to }))));
}
