import type { SecurityGroupRule } from "../flows";
import { type Problem, validateSeparateCidrBlocks } from "./addresses";
import { bastionProblems, openSshProblems } from "./checks/bastion";
import { endpointProblems } from "./checks/endpoints";
import { groupProblems, sameNameProblems, spokeNameProblems } from "./checks/names";
import { privateZoneProblems } from "./checks/private-zone";
import { attachmentTierProblems, networkAclProblems } from "./checks/tiers";
import { flowReachProblems, transitGatewayProblems } from "./checks/transit";
import { flowLogProblems } from "./flow-log-settings";
import type { HubSpokeNetworkArgs } from "./hub-spoke-network-args";
import { defaultNatGateways, natGatewayProblems } from "./nat-gateways";
import type { PlannedVpc } from "./planned-vpc";
import { spokeTierProblems } from "./spoke-tiers";

/** Everything that is wrong with a network beyond its addresses and flows. */
export function networkProblems(args: HubSpokeNetworkArgs, vpcs: PlannedVpc[], rules: SecurityGroupRule[]): Problem[] {
  return [
    ...validateSeparateCidrBlocks(
      vpcs.map(({ name, path, args: { cidrBlock } }) => ({ name, path: `${path}.cidrBlock`, cidrBlock })),
    ),
    ...spokeNameProblems(args),
    ...sameNameProblems(vpcs),
    ...vpcs.flatMap((vpc) => [
      ...attachmentTierProblems(vpc, vpcs.length > 1),
      ...networkAclProblems(vpc),
      ...groupProblems(vpc),
      ...endpointProblems(vpc),
    ]),
    ...natGatewayProblems(args.hub.natGateways ?? defaultNatGateways(args.hub.tiers), args.hub.tiers).map((problem) =>
      under("hub", problem),
    ),
    ...(args.spokes ?? []).flatMap((spoke, index) =>
      spokeTierProblems(spoke.tiers).map((problem) => under(`spokes[${index}]`, problem)),
    ),
    ...transitGatewayProblems(args),
    ...flowReachProblems(args, vpcs),
    ...bastionProblems(args),
    ...openSshProblems(args, rules),
    ...flowLogProblems(args.flowLogs ?? {}, "flowLogs."),
    ...privateZoneProblems(args),
  ];
}

function under(path: string, problem: Problem): Problem {
  return { ...problem, path: `${path}.${problem.path}` };
}
