import { closest, distance } from "fastest-levenshtein";
import { canonicalCidr, contains, parseCidr } from "../network/addresses";
import type { Endpoint } from "./endpoint";
import type { Findings } from "./findings";
import { isIpv6PrefixList } from "./prefix-lists";

const outside: Endpoint = { securityGroups: [], tiers: [], cidrBlocks: [] };
const internet: Endpoint = { ...outside, cidrBlocks: ["0.0.0.0/0"] };

/** Finds the end that a flow names. Undefined if there is none. */
export function readEndpoint(
  text: string,
  path: string,
  named: Map<string, Endpoint>,
  findings: Findings,
): Endpoint | undefined {
  const known = named.get(text) ?? (text === "internet" ? internet : undefined);
  if (known) return known;
  if (/^com\.amazonaws\.[a-z0-9.-]+$/.test(text) || /^pl-[0-9a-f]{8,17}$/.test(text)) return prefixList(text);
  if (/^sg-[0-9a-f]{8,17}$/.test(text)) return { ...outside, reference: { kind: "securityGroupId", value: text } };

  const cidr = canonicalCidr(text);
  if (!cidr) {
    findings.problems.push({ path, reason: unknownEndpoint(text, [...named.keys(), "internet"]) });
    return undefined;
  }
  if (cidr.cidrBlock !== text) {
    findings.problems.push({
      path,
      reason: `${text} is written ${cidr.cidrBlock} (no bits beyond the prefix, shortest form).`,
    });
    return undefined;
  }
  return block(text, path, named, findings);
}

/** Network ACLs take no prefix lists, so there it stands for every address. */
function prefixList(value: string): Endpoint {
  const cidrBlocks = [isIpv6PrefixList(value) ? "::/0" : "0.0.0.0/0"];
  return { ...outside, reference: { kind: "prefixList", value }, cidrBlocks };
}

function block(cidrBlock: string, path: string, named: Map<string, Endpoint>, findings: Findings): Endpoint {
  const inside = narrowest(cidrBlock, named);
  if (!inside) return { ...outside, cidrBlocks: [cidrBlock] };
  const [name, { vpc }] = inside;
  findings.warnings.push({
    path,
    reason: `${cidrBlock} is in ${name}. Name ${name} itself, and its own rules are made too; for a CIDR block they are not.`,
  });
  return { ...outside, vpc, cidrBlocks: [cidrBlock] };
}

/** The tier, else the VPC, that contains a block. */
function narrowest(cidrBlock: string, named: Map<string, Endpoint>): [string, Endpoint] | undefined {
  const inner = parseCidr(cidrBlock);
  if (!inner) return undefined;
  const around = [...named].filter(([, end]) =>
    end.cidrBlocks.some((text) => {
      const outer = parseCidr(text);
      return outer !== undefined && contains(outer, inner);
    }),
  );
  return around.find(([name]) => name.includes(".")) ?? around[0];
}

function unknownEndpoint(text: string, names: string[]): string {
  if (canonicalCidr(`${text}/32`)?.version === 4) return `${text} is an address. Write it as a block: ${text}/32.`;
  if (canonicalCidr(`${text}/128`)) return `${text} is an address. Write it as a block: ${text}/128.`;
  const near = closest(text, names);
  const hint = distance(text, near) <= Math.max(2, text.length / 3) ? ` Did you mean ${near}?` : "";
  return (
    `"${text}" is no end of a flow.${hint} There are ${names.join(", ")}; ` +
    "besides those a CIDR block, a prefix list (pl-…, com.amazonaws.…) or a security group (sg-…)."
  );
}
