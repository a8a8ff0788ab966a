import { modelledTypes } from "../../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../../read";
import type { OtherAttachment, TransitGatewayAttachment, VpcAttachment } from "../../transit";
import { isUnknown, type Unknown, type Value } from "../../value";
import { anchored } from "../anchors";
import { doubtOf, evidenceOf, flag, idOf, nameOf, property, requiredText, requiredTexts, text } from "../properties";
import { associatedTable, type Associations } from "./associations";
import { gatewayDefaults } from "./gateways";
import { peeringAttachments } from "./peering-attachments";

export function attachments(graph: ResourceGraph): TransitGatewayAttachment[] {
  const associations: Associations = {
    explicit: anchored(graph.ofType(...modelledTypes.transitAssociation), (association) =>
      requiredText(association, "transitGatewayAttachmentId"),
    ),
    defaults: gatewayDefaults(graph),
  };
  return [
    ...vpcAttachments(graph, associations),
    ...peeringAttachments(graph, associations),
    ...otherAttachments(graph, associations),
  ];
}

function vpcAttachments(graph: ResourceGraph, associations: Associations): VpcAttachment[] {
  const accepters = anchored(graph.ofType(...modelledTypes.transitVpcAttachmentAccepter), accepted);
  const requested = graph.ofType(...modelledTypes.transitVpcAttachment);
  const known = new Set(requested.map(idOf));
  // Of another account's attachment the sources may have the accepter alone.
  const ofOthers = graph.ofType(...modelledTypes.transitVpcAttachmentAccepter).filter((accepter) => {
    const id = accepted(accepter);
    return !isUnknown(id) && !known.has(id);
  });
  return [...requested, ...ofOthers].map((attachment): VpcAttachment => {
    const own = known.has(idOf(attachment)) ? idOf(attachment) : accepted(attachment);
    const id = isUnknown(own) ? idOf(attachment) : own;
    const transitGatewayId = requiredText(attachment, "transitGatewayId");
    const [accepter] = accepters.of(id);
    return {
      kind: "vpc",
      evidence: evidenceOf(attachment),
      id,
      transitGatewayId,
      routeTableId:
        doubtOf(attachment) ??
        pending(attachment, accepter, transitGatewayId, associations) ??
        associatedTable(id, accepter ?? attachment, transitGatewayId, associations),
      vpcId: requiredText(attachment, "vpcId"),
      subnetIds: requiredTexts(attachment, "subnetIds"),
      applianceMode: flag(property(attachment, "applianceModeSupport")) ?? false,
      securityGroupReferencing: flag(property(attachment, "securityGroupReferencingSupport")) ?? true,
    };
  });
}

const accepted = (accepter: Resource): Value<string> => requiredText(accepter, "transitGatewayAttachmentId");

/** An attachment from another account waits until it is accepted there. */
function pending(
  attachment: Resource,
  accepter: Resource | undefined,
  transitGatewayId: Value<string>,
  { defaults }: Associations,
): Unknown | undefined {
  if (accepter !== undefined) return doubtOf(accepter);
  const gateway = isUnknown(transitGatewayId) ? undefined : defaults.get(transitGatewayId)?.gateway;
  const [owner, user] = [gateway && property(gateway, "ownerId"), property(attachment, "vpcOwnerId")];
  const byItself = gateway !== undefined && flag(property(gateway, "autoAcceptSharedAttachments")) === true;
  if (typeof owner !== "string" || typeof user !== "string" || owner === user || byItself) return undefined;
  return { unknown: `no source says whether ${nameOf(attachment)} was accepted`, evidence: evidenceOf(attachment) };
}

/** Of VPN, Direct Connect and Connect: the id of the attachment, and the transit gateway that they are for. */
const others = [
  { thing: "transitConnect", type: "Connect attachment", gateway: "transitGatewayId", id: undefined },
  {
    thing: "vpnConnection",
    type: "VPN connection",
    gateway: "transitGatewayId",
    id: "transitGatewayAttachmentId",
  },
  {
    thing: "directConnectAssociation",
    type: "Direct Connect gateway",
    gateway: "associatedGatewayId",
    id: "transitGatewayAttachmentId",
  },
] as const;

function otherAttachments(graph: ResourceGraph, associations: Associations): OtherAttachment[] {
  return others.flatMap(({ thing, type, gateway, id: idProperty }) =>
    graph.ofType(...modelledTypes[thing]).flatMap((resource): OtherAttachment[] => {
      const transitGatewayId = text(property(resource, gateway));
      // A VPN connection or a Direct Connect gateway may be a VPN gateway's instead.
      if (transitGatewayId === undefined || (!isUnknown(transitGatewayId) && transitGatewayId.startsWith("vgw-"))) {
        return [];
      }
      const named = idProperty === undefined ? undefined : text(property(resource, idProperty));
      const id = typeof named === "string" ? named : idOf(resource);
      return [
        {
          kind: "other",
          type,
          evidence: evidenceOf(resource),
          id,
          transitGatewayId,
          routeTableId: associatedTable(id, resource, transitGatewayId, associations),
        },
      ];
    }),
  );
}
