import { expect } from "chai";
import type { DeployerPlace } from "../../place";
import type { Properties } from "../../resource-type";
import { kubeconfig, object, TestCluster, typeOf } from "../../testing/kubernetes-cluster";
import { messageOf } from "../../testing/refusals";

const SERVER = "https://AB12.gr7.us-east-1.eks.amazonaws.com";
const onlyPrivate = { endpointPublicAccess: false, endpointPrivateAccess: true };

describe("the way to a cluster's API", () => {
  let cluster: TestCluster | undefined;

  afterEach(() => cluster?.stop());

  /** What making a namespace ends with. */
  async function reach(vpcConfig: Properties, place?: Partial<DeployerPlace>, config: Properties = { server: SERVER }) {
    cluster = await TestCluster.start({ vpcConfig, place });
    return attempt(config);
  }

  async function attempt(config: Properties = { server: SERVER }): Promise<string> {
    const provider = await cluster?.connect({ kubeconfig: kubeconfig(config) });
    const type = typeOf("v1", "Namespace");
    return messageOf(
      provider?.make(type, "shop", object("v1", "Namespace", "shop", {})) ?? Promise.reject(new Error()),
    );
  }

  /** An instance that takes sessions, in a VPC that the transit gateway joins to others. */
  async function bastion(vpcId: string, route?: string): Promise<void> {
    const aws = cluster?.aws;
    await aws?.make("aws:ec2/vpc:Vpc", "spoke", { id: "vpc-spoke", cidrBlock: "10.1.0.0/16" });
    await aws?.make("aws:ec2/subnet:Subnet", "private", { id: "subnet-1", vpcId });
    await aws?.make("aws:iam/instanceProfile:InstanceProfile", "bastion", { name: "bastion", role: "bastion" });
    await aws?.make("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "sessions", {
      role: "bastion",
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    await aws?.make("aws:ec2/instance:Instance", "bastion", { iamInstanceProfile: "bastion", subnetId: "subnet-1" });
    if (route !== undefined) {
      await aws?.make("aws:ec2/routeTable:RouteTable", "private", { id: "rtb-1", vpcId });
      const to = { destinationCidrBlock: route, transitGatewayId: "tgw-1" };
      await aws?.make("aws:ec2/route:Route", "spokes", { routeTableId: "rtb-1", ...to });
    }
  }

  it("is the internet where the endpoint is public", async () => {
    expect(await reach({ endpointPublicAccess: true })).to.equal("accepted");
  });

  it("is closed to addresses that the public endpoint does not admit", async () => {
    const vpcConfig = { endpointPublicAccess: true, publicAccessCidrs: ["192.0.2.0/24"] };
    expect(await reach(vpcConfig)).to.match(
      /is unreachable: .*i\/o timeout .*admits 192\.0\.2\.0\/24 and the deployer comes from 198\.51\.100\.10; private access is off/,
    );
    await cluster?.stop();
    expect(await reach(vpcConfig, { publicAddress: "192.0.2.7" })).to.equal("accepted");
  });

  it("leads through a bastion where the endpoint is private", async () => {
    expect(await reach(onlyPrivate)).to.contain("no instance takes Systems Manager sessions");
    await bastion("vpc-spoke");
    expect(await attempt()).to.equal("accepted");
  });

  it("needs a route from the bastion's VPC to that of the cluster", async () => {
    await reach(onlyPrivate);
    await bastion("vpc-hub", "10.2.0.0/16");
    expect(await attempt()).to.contain("the bastion's VPC (vpc-hub) has no route to that of the cluster (vpc-spoke)");
    await cluster?.aws.make("aws:ec2/route:Route", "apps", {
      routeTableId: "rtb-1",
      destinationCidrBlock: "10.0.0.0/8",
      transitGatewayId: "tgw-1",
    });
    expect(await attempt()).to.equal("accepted");
  });

  it("takes the tunnel that a kubeconfig names, whatever is public", async () => {
    const tunnel = { server: "https://127.0.0.1:6443", "tls-server-name": "AB12.gr7.us-east-1.eks.amazonaws.com" };
    expect(await reach({ endpointPublicAccess: true }, {}, tunnel)).to.contain("private access is off");
    await cluster?.stop();
    expect(await reach(onlyPrivate, { inside: "direct" }, tunnel)).to.equal("accepted");
  });

  it("starts where the deployer stands", async () => {
    expect(await reach(onlyPrivate, { inside: ["vpc-office"] })).to.contain("no VPC of the deployer (vpc-office)");
    await cluster?.stop();
    expect(await reach(onlyPrivate, { inside: ["vpc-spoke"] })).to.equal("accepted");
  });

  it("ends nowhere for a name that nobody has, and at a closed port for a tunnel that is not open", async () => {
    expect(await reach({}, {}, { server: "https://gone.example.org" })).to.contain(
      "lookup gone.example.org: no such host",
    );
    expect(await attempt({ server: "https://127.0.0.1:6443" })).to.contain(
      "dial tcp 127.0.0.1:6443: connect: connection refused",
    );
  });

  it("wants the cluster's own certificate and a token for it", async () => {
    await reach({});
    await cluster?.aws.make("aws:eks/cluster:Cluster", "other", {
      name: "other",
      endpoint: "https://other.gr7.us-east-1.eks.amazonaws.com",
      certificateAuthority: { data: "b3Ro" },
      vpcConfig: {},
    });
    const server = "https://other.gr7.us-east-1.eks.amazonaws.com";
    expect(await attempt({ server, "certificate-authority-data": "YmFuaw==" })).to.contain(
      "certificate signed by unknown authority",
    );
    expect(await attempt({ server })).to.contain('the token is for cluster "bank", this is "other"');
  });

  it("is not there without a kubeconfig, or with a broken one", async () => {
    cluster = await TestCluster.start();
    const type = typeOf("v1", "Namespace");
    const make = async (config: Properties) => {
      const provider = await cluster?.connect(config);
      return messageOf(
        provider?.make(type, "shop", object("v1", "Namespace", "shop", {})) ?? Promise.reject(new Error()),
      );
    };
    expect(await make({})).to.contain("the provider has no `kubeconfig`");
    expect(await make({ kubeconfig: "current-context: nowhere" })).to.contain(
      "context was not found for specified context: nowhere",
    );
  });

  it("reads a kubeconfig in YAML as well", async () => {
    cluster = await TestCluster.start();
    const yaml = `
current-context: bank
contexts: [{ name: bank, context: { cluster: bank, namespace: shop } }]
clusters:
  - name: bank
    cluster: { server: "${SERVER}" }
`;
    const provider = await cluster.connect({ kubeconfig: yaml });
    await cluster.namespace("shop");
    const state = await provider.make(typeOf("v1", "ConfigMap"), "c", object("v1", "ConfigMap", "c", {}));
    expect(state.id).to.equal("shop/c");
  });

  it("replaces everything when it leads to another cluster, not when it is another way to the same", async () => {
    cluster = await TestCluster.start();
    const config = (server: string, more = {}) => ({ kubeconfig: kubeconfig({ server }), ...more });
    const other = "https://127.0.0.1:1";
    expect(await cluster.api.diffConfig(config(SERVER), config(other))).to.deep.include({ replaces: ["kubeconfig"] });
    const same = { clusterIdentifier: SERVER };
    expect(await cluster.api.diffConfig(config(SERVER, same), config(other, same))).to.deep.include({ replaces: [] });
    const moved = { clusterIdentifier: other };
    expect(await cluster.api.diffConfig(config(SERVER, same), config(other, moved))).to.deep.include({
      replaces: ["clusterIdentifier"],
    });
  });
});
