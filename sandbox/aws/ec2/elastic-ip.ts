import { none } from "../../resource-type";
import type { ResourceType, RuleContext } from "../../resource-type";
import { arn, ec2Id, kept, standard } from "../standard";
import { text } from "../values";
import { ELASTIC_IP, NETWORK_INTERFACE, publicAddress, publicDnsName } from "./addresses";

export const elasticIp: ResourceType = {
  type: ELASTIC_IP,
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html",
  required: [],
  defaults: {},
  id: (_inputs, context) => ec2Id("eipalloc", context),
  computed: (inputs, context, old) => {
    const publicIp = text(inputs.address) ?? kept(old, "publicIp", () => publicAddress(context));
    return {
      ...standard(inputs, context),
      arn: arn(context, "ec2", `elastic-ip/${ec2Id("eipalloc", context)}`),
      allocationId: ec2Id("eipalloc", context),
      domain: inputs.domain ?? "vpc",
      publicIp,
      publicDns: publicDnsName(publicIp, context.region),
      publicIpv4Pool: inputs.publicIpv4Pool ?? "amazon",
      networkBorderGroup: inputs.networkBorderGroup ?? context.region,
      ipamPoolId: inputs.ipamPoolId ?? "",
      ptrRecord: "",
      carrierIp: "",
      customerOwnedIp: "",
      customerOwnedIpv4Pool: inputs.customerOwnedIpv4Pool ?? "",
      ...association(inputs.instance, inputs.networkInterface, context),
    };
  },
  assumed: ["publicIp"],
  references: [
    { path: "instance", to: ["aws:ec2/instance:Instance"], missing: "InvalidInstanceID.NotFound" },
    { path: "networkInterface", to: [NETWORK_INTERFACE], missing: "InvalidNetworkInterfaceID.NotFound" },
  ],
  unique: none("every allocation is a new address"),
  replaceOn: [
    "region",
    "address",
    "customerOwnedIpv4Pool",
    "domain",
    "ipamPoolId",
    "networkBorderGroup",
    "publicIpv4Pool",
  ],
  formats: [{ property: "domain", pattern: /^vpc$/, code: "InvalidParameterValue", allowed: "vpc" }],
  refusals: none("an address is refused by quota only"),
  quotas: [
    {
      name: "EC2-VPC Elastic IPs",
      limit: 5,
      code: "AddressLimitExceeded",
      documentation: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html (L-0263D0A3)",
    },
  ],
};

function association(instance: unknown, networkInterface: unknown, context: RuleContext): Record<string, unknown> {
  const target = context.get("aws:ec2/instance:Instance", instance) ?? context.get(NETWORK_INTERFACE, networkInterface);
  const privateIp = text(target?.outputs.privateIp) ?? "";
  return {
    instance: instance ?? "",
    networkInterface: networkInterface ?? target?.outputs.primaryNetworkInterfaceId ?? "",
    associationId: target ? target.id.replace(/^[^-]+/, "eipassoc") : "",
    privateIp,
    privateDns: privateIp && `ip-${privateIp.replaceAll(".", "-")}`,
  };
}
