import { modelledTypes } from "../../aws/modelled-types";
import type { Addresses } from "../../packets";
import type { Resource, ResourceGraph } from "../../read";
import { isUnknown, type Value } from "../value";
import type { Vpc } from "../vpc";
import { anchored } from "./anchors";
import {
  addressesOf,
  all,
  computed,
  doubtOf,
  evidenceOf,
  flag,
  idOf,
  property,
  required,
  requiredText,
  text,
  unless,
} from "./properties";

export function vpcs(graph: ResourceGraph): Vpc[] {
  const blocks = anchored(graph.ofType(...modelledTypes.vpcBlock), (block) => requiredText(block, "vpcId"));
  return graph.ofType(...modelledTypes.vpc).map((vpc) => {
    const own = [
      addressesOf(vpc, "cidrBlock", requiredText(vpc, "cidrBlock")),
      ...ipv6Of(vpc),
      ...blocks.of(idOf(vpc)).map(blockOf),
      ...blocks.adrift.map(({ unknown }) => unknown),
    ];
    return {
      evidence: evidenceOf(vpc),
      id: idOf(vpc),
      account: accountOf(vpc),
      region: regionOf(vpc),
      addresses: all(own),
    };
  });
}

function blockOf(association: Resource): Value<Addresses> {
  const name = association.type.includes("Ipv6") ? "ipv6CidrBlock" : "cidrBlock";
  return unless(doubtOf(association), addressesOf(association, name, requiredText(association, name)));
}

/** The block that the resource has in IPv6, if it has one: given, or drawn by AWS. */
export function ipv6Of(resource: Resource): Value<Addresses>[] {
  const drawn = flag(property(resource, "assignGeneratedIpv6CidrBlock")) ?? false;
  const pool = property(resource, "ipv6IpamPoolId");
  const block = text(
    drawn === false && pool === undefined ? property(resource, "ipv6CidrBlock") : computed(resource, "ipv6CidrBlock"),
  );
  return block === undefined ? [] : [addressesOf(resource, "ipv6CidrBlock", block)];
}

/** Parts of an ARN: `arn:aws:ec2:us-east-1:123456789012:vpc/vpc-0a1`. */
function arnPart(resource: Resource, index: number): string | undefined {
  const arn = text(property(resource, "arn"));
  const part = typeof arn === "string" ? arn.split(":")[index] : undefined;
  return part === "" ? undefined : part;
}

function accountOf(resource: Resource): Value<string> {
  return required(
    resource,
    "ownerId",
    text(property(resource, "ownerId")) ?? arnPart(resource, 4) ?? resource.place?.account,
  );
}

export function regionOf(resource: Resource): Value<string> {
  const own = text(property(resource, "region"));
  return required(
    resource,
    "region",
    own !== undefined && !isUnknown(own) ? own : (arnPart(resource, 3) ?? resource.place?.region ?? own),
  );
}
