export { compileFlows } from "./compile";
export {
  type CompiledFlows,
  type NetworkAclEntry,
  RuleDirection,
  type RulePeer,
  type SecurityGroupRule,
} from "./compiled";
export { type FlowArgs, FlowProtocol } from "./flow";
export type { FlowGroup, FlowPrefixList, FlowQuotas, FlowTier, FlowTopology, FlowVpc } from "./topology";
