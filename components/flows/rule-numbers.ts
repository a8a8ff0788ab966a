import { createHash } from "node:crypto";
import type { Problem } from "../network/addresses";
import type { NetworkAclEntry } from "./compiled";
import type { ReadFlow } from "./read-flow";

export type UnnumberedEntry = Omit<NetworkAclEntry, "ruleNumber">;

/** An entry without its number, the number that a flow asks for it, and the flows that want it. */
export interface WantedEntry {
  entry: UnnumberedEntry;
  pinned?: number;
  flows: ReadFlow[];
}

/** An entry and the flows that want it. */
export interface NumberedEntry {
  entry: NetworkAclEntry;
  flows: ReadFlow[];
}

/** How many requests a flow's `ruleNumber` leaves room for in an ACL and direction, and then how many replies. */
const pinnedRoom = 10;

/** Chosen numbers are above the given ones, and so far below AWS's default deny rule, 32767, that there is room. */
const firstChosen = 1000;
const chosenCount = 31_000;

/** Gives the entries of a flow the numbers that it asks for, if it does. */
export function pinEntries(
  { path, ruleNumber }: ReadFlow,
  requests: UnnumberedEntry[],
  replies: UnnumberedEntry[],
  problems: Problem[],
): Pick<WantedEntry, "entry" | "pinned">[] {
  if (ruleNumber === undefined) return [...requests, ...replies].map((entry) => ({ entry }));

  const numbered = [
    ...countPerAcl(requests).map(({ entry, count }) => ({ entry, count, pinned: ruleNumber + count })),
    ...countPerAcl(replies).map(({ entry, count }) => ({ entry, count, pinned: ruleNumber + pinnedRoom + count })),
  ];
  const most = 1 + Math.max(0, ...numbered.map(({ count }) => count));
  if (most > pinnedRoom) {
    problems.push({
      path: `${path}.ruleNumber`,
      reason: `The flow makes ${most} entries in one network ACL, and a number leaves room for ${pinnedRoom}. Leave it out, or split the flow.`,
    });
  }
  return numbered;
}

/** Each entry with how many come before it in the same network ACL and direction. */
function countPerAcl(entries: UnnumberedEntry[]): { entry: UnnumberedEntry; count: number }[] {
  const counts = new Map<string, number>();
  return entries.map((entry) => {
    const acl = aclOf(entry);
    const count = counts.get(acl) ?? 0;
    counts.set(acl, count + 1);
    return { entry, count };
  });
}

/**
 * Numbers entries, which are sorted by key. All of them allow, so their order means nothing, and a number can come
 * from an entry's content: others that come or go do not change it. When two of an ACL share a number by chance
 * (1 in 150 for 20 entries), the later key takes the next free one.
 */
export function numberEntries(wanted: WantedEntry[], problems: Problem[]): NumberedEntry[] {
  const used = new Map<string, WantedEntry>();
  const place = (entry: UnnumberedEntry, number: number) => `${aclOf(entry)} ${number}`;

  for (const one of wanted) {
    if (one.pinned === undefined) continue;
    const other = used.get(place(one.entry, one.pinned));
    if (other) problems.push(clash(one, other, one.pinned));
    used.set(place(one.entry, one.pinned), one);
  }
  return wanted.map((one) => {
    const { entry, flows, pinned } = one;
    if (pinned !== undefined) return { entry: { ...entry, ruleNumber: pinned }, flows };
    let ruleNumber = numberFrom(entry.key);
    while (used.has(place(entry, ruleNumber))) ruleNumber++;
    used.set(place(entry, ruleNumber), one);
    return { entry: { ...entry, ruleNumber }, flows };
  });
}

/** A network ACL and direction, in which numbers are unique. */
function aclOf({ tier, egress }: UnnumberedEntry): string {
  return `${tier} ${egress}`;
}

function numberFrom(key: string): number {
  return firstChosen + (createHash("sha256").update(key).digest().readUInt32BE() % chosenCount);
}

function clash(one: WantedEntry, other: WantedEntry, number: number): Problem {
  const wish = ({ entry, flows }: WantedEntry) => `${entry.key} of ${flows.map(({ title }) => title).join(", ")}`;
  return {
    path: `${one.flows[0]?.path}.ruleNumber`,
    reason:
      `${one.entry.egress ? "Outbound" : "Inbound"} number ${number} of the network ACL of ${one.entry.tier} is wanted by ` +
      `${wish(other)} and by ${wish(one)}. Keep ruleNumbers twenty apart.`,
  };
}
