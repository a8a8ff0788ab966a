import { modelledTypes } from "../../aws/modelled-types";
import type { Resource, ResourceGraph } from "../../read";
import { isUnknown, type Value } from "../value";
import type { VpcEndpoint } from "../vpc";
import { anchored, settled } from "./anchors";
import { doubtOf, evidenceOf, flag, idOf, property, required, requiredText, text } from "./properties";

const kinds: ReadonlyMap<string, "gateway" | "interface" | "gatewayLoadBalancer"> = new Map([
  ["Gateway", "gateway"],
  ["Interface", "interface"],
  ["GatewayLoadBalancer", "gatewayLoadBalancer"],
]);

export function vpcEndpoints(graph: ResourceGraph): VpcEndpoint[] {
  const ofEndpoint = (thing: "vpcEndpointPolicy" | "vpcEndpointPrivateDns") =>
    anchored(graph.ofType(...modelledTypes[thing]), (each) => requiredText(each, "vpcEndpointId"));
  const policies = ofEndpoint("vpcEndpointPolicy");
  const names = ofEndpoint("vpcEndpointPrivateDns");
  return graph.ofType(...modelledTypes.vpcEndpoint).map((endpoint) => {
    const id = idOf(endpoint);
    const kind = endpointKind(endpoint);
    return {
      evidence: evidenceOf(endpoint),
      id,
      kind,
      service: serviceOf(endpoint),
      vpcId: requiredText(endpoint, "vpcId"),
      prefixListId: kind === "gateway" ? requiredText(endpoint, "prefixListId") : undefined,
      policy: settled(policies, id, (each) => requiredText(each, "policy")) ?? text(property(endpoint, "policy")),
      privateDns:
        settled(names, id, (each) => required(each, "privateDnsEnabled", flag(property(each, "privateDnsEnabled")))) ??
        flag(property(endpoint, "privateDnsEnabled")) ??
        false,
    };
  });
}

export function endpointKind(endpoint: Resource): VpcEndpoint["kind"] {
  const doubt = doubtOf(endpoint);
  if (doubt !== undefined) return doubt;
  const type = text(property(endpoint, "vpcEndpointType")) ?? "Gateway";
  if (isUnknown(type)) return type;
  return (
    kinds.get(type) ?? { unknown: `endpoints of the kind "${type}" are not modelled`, evidence: evidenceOf(endpoint) }
  );
}

/** An endpoint is for a service, or for a resource or a network of services that another account shares. */
function serviceOf(endpoint: Resource): Value<string> {
  return (
    text(property(endpoint, "serviceName")) ??
    text(property(endpoint, "resourceConfigurationArn")) ??
    text(property(endpoint, "serviceNetworkArn")) ??
    requiredText(endpoint, "serviceName")
  );
}
