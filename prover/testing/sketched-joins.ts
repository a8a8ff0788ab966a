import type { TransitGatewayAttachment } from "@throughline/graph/model";
import { given } from "../concrete/known";
import type { NetworkSketch } from "./random-network";
import { evidence, pick } from "./sketch-words";

/** Peerings between different VPCs, one for each pair. */
export function peeringsOf({ vpcs, peerings }: NetworkSketch) {
  const made = peerings
    .map(({ between, active }, at) => {
      const [one, other] = between.map((which) => which % vpcs.length) as [number, number];
      const id = `pcx-${at}`;
      return { evidence: evidence(id), id, requesterVpcId: `vpc-${one}`, accepterVpcId: `vpc-${other}`, active };
    })
    .filter(({ requesterVpcId, accepterVpcId }) => requesterVpcId !== accepterVpcId);
  return [...new Map(made.map((each) => [[each.requesterVpcId, each.accepterVpcId].sort().join(), each])).values()];
}

export function attachmentsOf({ vpcs, transitGateways, transitPeering }: NetworkSketch): TransitGatewayAttachment[] {
  const tableOf = (gateway: number, which: number): string =>
    `tgw-${gateway}-table-${which % given(transitGateways[gateway]).tables.length}`;
  const ofVpcs = transitGateways.flatMap(({ attachments }, gateway) =>
    vpcs.flatMap(({ subnets }, number): TransitGatewayAttachment[] => {
      const attachment = attachments[number];
      if (attachment === undefined || attachment === null) return [];
      const id = `tgw-${gateway}-vpc-${number}`;
      const inZones = new Map(attachment.subnets.map((which) => [pick(subnets, which).zone, which % subnets.length]));
      return [
        {
          kind: "vpc",
          evidence: evidence(id),
          id,
          transitGatewayId: `tgw-${gateway}`,
          routeTableId: attachment.table === null ? undefined : tableOf(gateway, attachment.table),
          vpcId: `vpc-${number}`,
          subnetIds: [...inZones.values()].map((at) => `vpc-${number}-subnet-${at}`),
          applianceMode: attachment.appliance,
          securityGroupReferencing: attachment.referencing,
        },
      ];
    }),
  );
  if (transitGateways.length < 2 || transitPeering === null) {
    return ofVpcs;
  }
  const { active, tables } = transitPeering;
  return [
    ...ofVpcs,
    {
      kind: "peering",
      evidence: evidence("tgw-peering"),
      id: "tgw-peering",
      transitGatewayId: "tgw-0",
      routeTableId: tableOf(0, tables[0]),
      peerTransitGatewayId: "tgw-1",
      peerRouteTableId: tableOf(1, tables[1]),
      active,
    },
  ];
}
