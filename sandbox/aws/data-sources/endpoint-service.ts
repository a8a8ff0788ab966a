import type { DataSource } from "../../resource-type";
import { availabilityZones } from "../regions";
import { arn } from "../standard";
import { text } from "../values";

/** https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html: these two have both types. */
const WITH_GATEWAY = ["s3", "dynamodb"];

export const getVpcEndpointService: DataSource = {
  token: "aws:ec2/getVpcEndpointService:getVpcEndpointService",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html",
  answer: (args, context) => {
    const { region } = context;
    const serviceName = text(args.serviceName) ?? `com.amazonaws.${region}.${String(args.service)}`;
    const prefix = `com.amazonaws.${region}.`;
    if (!serviceName.startsWith(prefix)) {
      return { code: "InvalidServiceName", message: `The Vpc Endpoint Service '${serviceName}' does not exist` };
    }
    const service = serviceName.slice(prefix.length);
    const serviceType = text(args.serviceType) ?? (WITH_GATEWAY.includes(service) ? undefined : "Interface");
    if (serviceType === undefined) {
      return {
        code: "TooManyResults",
        message: `multiple EC2 VPC Endpoint Services matched; set serviceType to Gateway or Interface for ${service}`,
      };
    }
    const isInterface = serviceType === "Interface";
    return {
      ...args,
      id: serviceName,
      serviceName,
      serviceType,
      region,
      serviceRegion: region,
      serviceId: "",
      arn: arn(context, "ec2", `vpc-endpoint-service/${service}`),
      owner: "amazon",
      acceptanceRequired: false,
      availabilityZones: availabilityZones(region).map(({ name }) => name),
      baseEndpointDnsNames: [`${service}.${region}.${isInterface ? "vpce." : ""}amazonaws.com`],
      managesVpcEndpoints: false,
      privateDnsName: isInterface ? `${service}.${region}.amazonaws.com` : "",
      privateDnsNames: isInterface ? [`${service}.${region}.amazonaws.com`] : [],
      supportedIpAddressTypes: ["ipv4"],
      vpcEndpointPolicySupported: true,
      tags: {},
    };
  },
};
