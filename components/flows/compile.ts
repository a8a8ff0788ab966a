import type { Problem } from "../network/addresses";
import type { CompiledFlows } from "./compiled";
import { type NamedTier, namedEndpoints } from "./endpoint";
import type { FlowArgs } from "./flow";
import { networkAclEntries } from "./network-acl-entries";
import { networkAclQuotaProblems, securityGroupQuotaProblems, unknownWeightWarnings } from "./quotas";
import { readFlow } from "./read-flow";
import { securityGroupRules } from "./security-group-rules";
import type { FlowTopology } from "./topology";

/**
 * Turns a flow table into the rules of security groups and the entries of network ACLs that allow it, and no more.
 * The order of flows means nothing; adding one adds rules and takes none away.
 */
export function compileFlows(flows: FlowArgs[], topology: FlowTopology): CompiledFlows {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const named = namedEndpoints(topology);
  const tiers = new Map<string, NamedTier>(
    [...named.values()].flatMap((end) => end.tiers.map((tier) => [tier.fullName, tier])),
  );

  const read = flows.flatMap((flow, i) => readFlow(flow, `flows[${i}]`, named, problems, warnings) ?? []);
  const rules = securityGroupRules(read);
  const entries = networkAclEntries(read, tiers, problems);
  problems.push(...securityGroupQuotaProblems(rules, topology), ...networkAclQuotaProblems(entries, topology));
  warnings.push(...unknownWeightWarnings(rules, topology));
  return {
    securityGroupRules: rules.map(({ rule }) => rule),
    networkAclEntries: entries.map(({ entry }) => entry),
    problems,
    warnings,
  };
}
