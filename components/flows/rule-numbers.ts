import { createHash } from "node:crypto";
import type { Problem } from "../network/addresses";
import type { NumberedEntry, WantedEntry } from "./network-acl-entries";

/** Chosen numbers are above the given ones, and so far below AWS's default deny rule, 32767, that there is room. */
const firstChosen = 1000;
const chosenCount = 31_000;

/**
 * Numbers entries, which are sorted by key. All of them allow, so their order means nothing, and a number can come
 * from an entry's content: others that come or go do not change it. When two of an ACL share a number by chance
 * (1 in 150 for 20 entries), the later key takes the next free one.
 */
export function numberEntries(wanted: WantedEntry[], problems: Problem[]): NumberedEntry[] {
  const used = new Map<string, WantedEntry>();
  const place = ({ entry }: WantedEntry, number: number) => `${entry.tier} ${entry.egress} ${number}`;

  for (const pinned of wanted) {
    if (pinned.pinned === undefined) continue;
    const other = used.get(place(pinned, pinned.pinned));
    if (other) problems.push(clash(pinned, other, pinned.pinned));
    used.set(place(pinned, pinned.pinned), pinned);
  }
  return wanted.map((one) => {
    let ruleNumber = one.pinned;
    if (ruleNumber === undefined) {
      ruleNumber = numberFrom(one.entry.key);
      while (used.has(place(one, ruleNumber))) ruleNumber++;
      used.set(place(one, ruleNumber), one);
    }
    return { entry: { ...one.entry, ruleNumber }, flows: one.flows };
  });
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
