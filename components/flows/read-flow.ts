import type { Problem } from "../network/addresses";
import { type Endpoint, isInternet, readEndpoint } from "./endpoint";
import type { FlowArgs } from "./flow";
import { type Traffic, readTraffic } from "./traffic";

/** A flow whose ends and ports are known to be right. */
export interface ReadFlow {
  path: string;
  /** How messages call it: `flows[3] (internet to hub.public)`. */
  title: string;
  from: Endpoint;
  to: Endpoint;
  traffic: Traffic[];
  reason: string;
  ruleNumber?: number;
}

/** AWS takes `&` for some kinds of rules only. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixListId.html */
const notInDescription = /[^a-zA-Z0-9 ._\-:/()#,@[\]+=;{}!$*]/u;

export const longestDescription = 255;

/** Reads a flow. Undefined if something is wrong; what, is added to `problems`. */
export function readFlow(
  flow: FlowArgs,
  path: string,
  named: Map<string, Endpoint>,
  problems: Problem[],
  warnings: Problem[],
): ReadFlow | undefined {
  const found: Problem[] = [];
  const from = readEndpoint(flow.from, `${path}.from`, named, found, warnings);
  const to = readEndpoint(flow.to, `${path}.to`, named, found, warnings);
  const traffic = readTraffic(flow, path, found);
  checkReason(flow.reason, `${path}.reason`, found);
  checkRuleNumber(flow.ruleNumber, `${path}.ruleNumber`, found);
  if (from && to) checkEnds(flow, from, to, path, found, warnings);
  problems.push(...found);
  if (!from || !to || found.length > 0) return undefined;
  const title = `${path} (${flow.from} to ${flow.to})`;
  return { path, title, from, to, traffic, reason: flow.reason.trim(), ruleNumber: flow.ruleNumber };
}

function checkReason(reason: string, path: string, problems: Problem[]): void {
  const wrong = notInDescription.exec(reason)?.[0];
  if (reason.trim() === "") {
    problems.push({ path, reason: "Say why the flow is allowed: it becomes the description of its rules." });
  } else if (wrong !== undefined) {
    problems.push({
      path,
      reason: `AWS does not take ${JSON.stringify(wrong)} in the description of a rule: letters without accents, digits, spaces and ._-:/()#,@[]+=;{}!$* only.`,
    });
  } else if (reason.length > longestDescription) {
    problems.push({
      path,
      reason: `${reason.length} characters are too long for the description of a rule: at most ${longestDescription}.`,
    });
  }
}

function checkRuleNumber(ruleNumber: number | undefined, path: string, problems: Problem[]): void {
  if (ruleNumber === undefined || (Number.isInteger(ruleNumber) && ruleNumber >= 1 && ruleNumber <= 980)) return;
  problems.push({
    path,
    reason: `${ruleNumber} is not a whole number from 1 to 980. Leave it out to have one chosen.`,
  });
}

function checkEnds(
  flow: FlowArgs,
  from: Endpoint,
  to: Endpoint,
  path: string,
  problems: Problem[],
  warnings: Problem[],
): void {
  const filtered = [from, to].some((end) => end.securityGroups.length > 0 || end.tiers.some((tier) => tier.networkAcl));
  if (!filtered) {
    problems.push({
      path,
      reason: `Neither ${flow.from} nor ${flow.to} has a security group or network ACL here, so nothing would come of this flow. Name a tier that has one, or remove the flow.`,
    });
    return;
  }
  if (isInternet(to) && from.tiers.length > 0 && from.tiers.every((tier) => tier.type === "isolated")) {
    problems.push({
      path: `${path}.to`,
      reason: `${flow.from} is isolated: it has no route to the internet. Make its tier private, or name what it shall reach inside.`,
    });
  }
  const unreachable = to.tiers.filter((tier) => tier.type !== "public").map((tier) => tier.fullName);
  if (isInternet(from) && unreachable.length > 0) {
    warnings.push({
      path: `${path}.from`,
      reason: `No route leads from the internet to ${unreachable.join(", ")}. Only a load balancer that keeps client addresses makes use of this flow; otherwise name the load balancer's tier.`,
    });
  }
}
