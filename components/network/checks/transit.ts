import type { Problem } from "../addresses";
import type { HubSpokeNetworkArgs } from "../hub-spoke-network-args";
import type { PlannedVpc } from "../planned-vpc";
import { reachable } from "../transit-routes";

/** What is wrong with the settings of the transit gateway. */
export function transitGatewayProblems({ spokes = [], transitGateway }: HubSpokeNetworkArgs): Problem[] {
  if (transitGateway === undefined) return [];
  if (spokes.length === 0) {
    return [
      { path: "transitGateway", reason: "There is no transit gateway without spokes. Add a spoke, or remove this." },
    ];
  }
  const asn = transitGateway.amazonSideAsn;
  if (asn === undefined || (asn >= 64512 && asn <= 65534) || (asn >= 4200000000 && asn <= 4294967294)) return [];
  return [
    {
      path: "transitGateway.amazonSideAsn",
      reason: `${asn} is not private: 64512 to 65534, or 4200000000 to 4294967294.`,
    },
  ];
}

/** Flows between VPCs that no route connects: rules for them would be made, and nothing would come of it. */
export function flowReachProblems({ flows = [] }: HubSpokeNetworkArgs, vpcs: PlannedVpc[]): Problem[] {
  const vpcOf = (end: string) => vpcs.find((vpc) => vpc.name === end.split(".")[0]);
  return flows.flatMap((flow, index) => {
    const [from, to] = [vpcOf(flow.from), vpcOf(flow.to)];
    if (!from || !to || from === to || reachable(from.routingDomain, vpcs).includes(to)) {
      return [];
    }
    return {
      path: `flows[${index}]`,
      reason: `${from.name} and ${to.name} do not reach each other: their routing domains are "${from.routingDomain}" and "${to.routingDomain}". Give both spokes the same routingDomain, or remove the flow.`,
    };
  });
}
