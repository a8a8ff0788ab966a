import type { CompiledFlows } from "./compiled";
import { namedEndpoints } from "./endpoint";
import type { Findings } from "./findings";
import type { FlowArgs } from "./flow";
import { networkAclEntries } from "./network-acl-entries";
import { networkAclQuotaProblems, securityGroupQuotaProblems, unknownWeightWarnings } from "./quotas";
import { readFlow } from "./read-flow";
import { securityGroupRules } from "./security-group-rules";
import type { FlowTopology } from "./topology";

/**
 * Turns a flow table into the rules of security groups and the entries of network ACLs that allow it, and no more.
 * The order of flows means nothing; adding one adds rules and takes none away.
 *
 * Paths of problems count the flows as given: put those of config first.
 */
export function compileFlows(flows: FlowArgs[], topology: FlowTopology): CompiledFlows {
  const findings: Findings = { problems: [], warnings: [] };
  const named = namedEndpoints(topology);
  const read = flows.flatMap((flow, i) => readFlow(flow, `flows[${i}]`, named, findings) ?? []);

  const rules = securityGroupRules(read);
  const entries = networkAclEntries(read, named, findings.problems);
  findings.problems.push(...securityGroupQuotaProblems(rules, topology), ...networkAclQuotaProblems(entries, topology));
  findings.warnings.push(...unknownWeightWarnings(rules, topology.prefixLists));
  return {
    securityGroupRules: rules.map(({ rule }) => rule),
    networkAclEntries: entries.map(({ entry }) => entry),
    ...findings,
  };
}
