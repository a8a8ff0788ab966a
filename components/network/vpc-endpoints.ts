import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { gatewayServiceProblems, interfaceServiceProblems } from "./endpoint-services";
import { refuse } from "./problems";
import { nameTag, type Tags } from "./tags";

export interface VpcEndpointsArgs {
  /** Id of the VPC. */
  vpcId: pulumi.Input<string>;
  /**
   * Services with a gateway endpoint: `s3`, `dynamodb`. Free.
   *
   * @default none
   */
  gateway?: string[];
  /** Route tables that lead to the gateway endpoints. */
  routeTableIds?: pulumi.Input<string>[];
  /**
   * Services with an interface endpoint, by the last part of their names: `ssm`, `ecr.api`, `secretsmanager`. Their
   * public names resolve to the endpoint inside the VPC.
   *
   * @default none
   */
  interface?: string[];
  /** Subnets of the interface endpoints: at most one per availability zone. */
  subnetIds?: pulumi.Input<string>[];
  /** Security groups of the interface endpoints. They have to admit TCP 443. */
  securityGroupIds?: pulumi.Input<string>[];
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/**
 * Private ways from a VPC to AWS services.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/privatelink/pricing/): gateway endpoints are free. An interface endpoint
 * is 0.01 USD per hour and availability zone, and 0.01 USD per GB: three services in two zones are
 * 3 × 2 × 0.01 × 730 h = 43.80 USD a month.
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** Ids of the gateway endpoints by service. */
  public readonly gatewayEndpointIds: Record<string, pulumi.Output<string>>;
  /** Ids of the interface endpoints by service. */
  public readonly interfaceEndpointIds: Record<string, pulumi.Output<string>>;

  public constructor(name: string, args: VpcEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:VpcEndpoints", name, args, opts);
    const gateway = args.gateway ?? [];
    const interfaces = args.interface ?? [];
    refuse(this, name, [
      ...gatewayServiceProblems(gateway, "gateway"),
      ...interfaceServiceProblems(interfaces, "interface"),
    ]);
    const create = endpointFactory(this, name, args);

    this.gatewayEndpointIds = create(gateway, "Gateway", { routeTableIds: args.routeTableIds });
    this.interfaceEndpointIds = create(interfaces, "Interface", {
      subnetIds: args.subnetIds,
      securityGroupIds: args.securityGroupIds,
      privateDnsEnabled: true,
    });
    this.registerOutputs({
      gatewayEndpointIds: this.gatewayEndpointIds,
      interfaceEndpointIds: this.interfaceEndpointIds,
    });
  }
}

type CreateEndpoints = (
  services: string[],
  vpcEndpointType: "Gateway" | "Interface",
  inputs: Omit<aws.ec2.VpcEndpointArgs, "vpcId">,
) => Record<string, pulumi.Output<string>>;

function endpointFactory(parent: pulumi.Resource, name: string, args: VpcEndpointsArgs): CreateEndpoints {
  const { region } = aws.getRegionOutput({}, { parent });
  return (services, vpcEndpointType, inputs) => {
    const endpoints = services.map((service) => {
      const endpointName = `${name}-${vpcEndpointType.toLowerCase()}-${service}`;
      const endpoint = new aws.ec2.VpcEndpoint(
        endpointName,
        {
          vpcId: args.vpcId,
          vpcEndpointType,
          serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
          ...inputs,
          tags: nameTag(endpointName, args.tags),
        },
        { parent },
      );
      return [service, endpoint.id] as const;
    });
    return Object.fromEntries(endpoints);
  };
}
