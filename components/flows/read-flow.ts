import type { Problem } from "../network/addresses";
import { checkEnds } from "./check-ends";
import type { Endpoint } from "./endpoint";
import type { Findings } from "./findings";
import type { FlowArgs } from "./flow";
import { readEndpoint } from "./read-endpoint";
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

/** Reads a flow. Undefined if something is wrong. */
export function readFlow(
  flow: FlowArgs,
  path: string,
  named: Map<string, Endpoint>,
  outer: Findings,
): ReadFlow | undefined {
  const findings: Findings = { problems: [], warnings: outer.warnings };
  const from = readEndpoint(flow.from, `${path}.from`, named, findings);
  const to = readEndpoint(flow.to, `${path}.to`, named, findings);
  const traffic = readTraffic(flow, path, findings.problems);
  checkReason(flow.reason, `${path}.reason`, findings.problems);
  checkRuleNumber(flow.ruleNumber, `${path}.ruleNumber`, findings.problems);
  if (from && to) checkEnds(flow, from, to, path, findings);

  outer.problems.push(...findings.problems);
  if (!from || !to || findings.problems.length > 0) return undefined;
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
