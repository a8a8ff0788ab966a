import { modelledTypes } from "../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../read";
import { isUnknown, type Value } from "../value";
import type { VpcPeering } from "../vpc";
import { type Anchored, anchored } from "./anchors";
import { doubtOf, evidenceOf, flag, idOf, nameOf, property, requiredText, text } from "./properties";

/** A peering is one thing with one id; its requester and its accepter may be in different sources. */
export function vpcPeerings(graph: ResourceGraph): VpcPeering[] {
  const accepters = anchored(graph.ofType(...modelledTypes.vpcPeeringAccepter), (accepter) =>
    requiredText(accepter, "vpcPeeringConnectionId"),
  );
  const vpcs = new Set(graph.ofType(...modelledTypes.vpc).map(idOf));
  const requested = graph.ofType(...modelledTypes.vpcPeering).map((peering): VpcPeering => {
    const accepterVpcId = requiredText(peering, "peerVpcId");
    const elsewhere = isUnknown(accepterVpcId) || !vpcs.has(accepterVpcId);
    return {
      evidence: evidenceOf(peering),
      id: idOf(peering),
      requesterVpcId: requiredText(peering, "vpcId"),
      accepterVpcId,
      active: isActive(peering, accepters, elsewhere),
    };
  });
  const known = new Set(requested.map(({ id }) => id));
  const accepted = graph.ofType(...modelledTypes.vpcPeeringAccepter).flatMap((accepter): VpcPeering[] => {
    const id = requiredText(accepter, "vpcPeeringConnectionId");
    if (isUnknown(id) || known.has(id)) return [];
    return [
      {
        evidence: evidenceOf(accepter),
        id,
        requesterVpcId: requiredText(accepter, "peerVpcId"),
        accepterVpcId: requiredText(accepter, "vpcId"),
        active: doubtOf(accepter) ?? accepts(accepter),
      },
    ];
  });
  return [...requested, ...accepted];
}

function isActive(peering: Resource, accepters: Anchored, elsewhere: boolean): Value<boolean> {
  const status = text(property(peering, "acceptStatus"));
  const doubt = doubtOf(peering);
  if (doubt !== undefined) return doubt;
  if (status === "active" || flag(property(peering, "autoAccept")) === true) return true;
  const [accepter] = accepters.of(idOf(peering));
  if (accepter !== undefined) return doubtOf(accepter) ?? accepts(accepter);
  if (accepters.adrift[0] !== undefined) return accepters.adrift[0].unknown;
  // Nobody of the other side is asked: it may have accepted since.
  const waiting = { unknown: `no source says whether ${nameOf(peering)} was accepted`, evidence: evidenceOf(peering) };
  if (status === undefined || isUnknown(status)) return elsewhere ? waiting : (status ?? false);
  return status === "pending-acceptance" && elsewhere ? waiting : false;
}

function accepts(accepter: Resource): Value<boolean> {
  const status = text(property(accepter, "acceptStatus"));
  const asked = flag(property(accepter, "autoAccept")) ?? false;
  if (status === "active" || asked === true) return true;
  return isUnknown(status) ? status : asked;
}
