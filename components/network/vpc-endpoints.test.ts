import { expect } from "chai";

import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { VpcEndpoints, type VpcEndpointsArgs } from "./vpc-endpoints";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

function makeEndpoints(args: Partial<VpcEndpointsArgs> = {}): VpcEndpoints {
  return new VpcEndpoints("hub", {
    vpcId: "vpc-1",
    gateway: ["s3"],
    routeTableIds: ["rtb-1", "rtb-2"],
    interface: ["s3", "ecr.api"],
    subnetIds: ["subnet-1", "subnet-2"],
    securityGroupIds: ["sg-1"],
    ...args,
  });
}

describe("VpcEndpoints", () => {
  let made: Recording<VpcEndpoints>;
  before(async () => {
    made = await record(makeEndpoints);
  });

  it("puts a gateway endpoint into route tables", () => {
    const { inputs } = made.get(endpoint, "hub-gateway-s3");
    expect(inputs).to.deep.include({
      vpcId: "vpc-1",
      vpcEndpointType: "Gateway",
      serviceName: "com.amazonaws.us-east-1.s3",
      routeTableIds: ["rtb-1", "rtb-2"],
    });
    expect(inputs).not.to.have.any.keys("subnetIds", "securityGroupIds", "privateDnsEnabled");
  });

  it("puts an interface endpoint into subnets, behind a group, under the service's public name", () => {
    const { inputs } = made.get(endpoint, "hub-interface-ecr.api");
    expect(inputs).to.deep.include({
      vpcEndpointType: "Interface",
      serviceName: "com.amazonaws.us-east-1.ecr.api",
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroupIds: ["sg-1"],
      privateDnsEnabled: true,
    });
    expect(inputs).not.to.have.any.keys("routeTableIds");
  });

  it("lets a service have both kinds", async () => {
    const { gatewayEndpointIds, interfaceEndpointIds } = made.result;
    expect(gatewayEndpointIds.s3 && (await valueOf(gatewayEndpointIds.s3))).to.equal("hub-gateway-s3-id");
    expect(interfaceEndpointIds.s3 && (await valueOf(interfaceEndpointIds.s3))).to.equal("hub-interface-s3-id");
  });

  it("refuses a gateway for a service without one, full service names, and repetition", async () => {
    const problems = await problemsOf(() =>
      makeEndpoints({ gateway: ["sqs"], interface: ["com.amazonaws.us-east-1.ssm", "sts", "sts"] }),
    );
    expect(problems["gateway[0]"]).to.contain("s3 and dynamodb");
    expect(problems["interface[0]"]).to.contain('give "ecr.api"');
    expect(problems["interface[2]"]).to.contain("twice");
  });
});
