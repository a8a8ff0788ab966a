import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { exampleCluster } from "../testing/example-cluster";
import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { AddOnRole } from "./add-on-roles";
import { MeshCluster } from "./mesh-cluster";
import type { MeshClusterArgs } from "./mesh-cluster-inputs";

const { version: kubernetes, nodeImage, addOns, ...rest } = exampleCluster;

/** Behind a load balancer in another VPC. */
const example: MeshClusterArgs = {
  ...rest,
  engine: "eks",
  versions: { kubernetes, nodeImage, addOns },
  vpcId: "vpc-apps",
  ingress: { addresses: ["10.1.0.10", "10.1.16.10"], securityGroupIds: ["sg-ingress"] },
  addOnRoles: Object.values(AddOnRole),
};

function makeCluster(args: Partial<MeshClusterArgs> = {}): MeshCluster {
  return new MeshCluster("dev", { ...example, ...args });
}

const types = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  attachment: "aws:autoscaling/attachment:Attachment",
  role: "aws:iam/role:Role",
};

describe("MeshCluster", () => {
  let made: Recording<MeshCluster>;
  before(async () => {
    made = await record(makeCluster);
  });

  describe("for a load balancer in another VPC", () => {
    it("has an internal network load balancer with a fixed address in every availability zone", () => {
      expect(made.get(types.loadBalancer, "dev-ingress").inputs).to.deep.include({
        loadBalancerType: "network",
        internal: true,
        subnetMappings: [
          { subnetId: "subnet-1", privateIpv4Address: "10.1.0.10" },
          { subnetId: "subnet-2", privateIpv4Address: "10.1.16.10" },
        ],
        securityGroups: ["sg-ingress"],
        enableCrossZoneLoadBalancing: true,
      });
    });

    it("passes HTTP, HTTPS and health checks on to the NodePorts of the ingress gateway", () => {
      const ports = made.ofType(types.listener).map(({ inputs }) => {
        const [action] = inputs.defaultActions as { targetGroupArn: string }[];
        const target = made.get(types.targetGroup, String(action?.targetGroupArn).replace("-arn", ""));
        return `${String(inputs.protocol)} ${String(inputs.port)} > ${String(target.inputs.protocol)} ${String(target.inputs.port)}`;
      });
      expect(ports).to.have.members(["TCP 80 > TCP 30080", "TCP 443 > TCP 30443", "TCP 15021 > TCP 30021"]);
    });

    it("hands over the addresses, known before anything is made", async () => {
      const preview = await record(makeCluster, { preview: true });
      expect(preview.identities).to.deep.equal(made.identities);
      const { http, https } = preview.result.ingress;
      expect(http).to.deep.include({ port: 80, addresses: ["10.1.0.10", "10.1.16.10"] });
      expect(https).to.deep.include({ port: 443, healthCheck: { port: 15021, path: "/healthz/ready" } });
      expect(https).to.not.have.property("targetGroupArn");
      expect(https?.securityGroupIds[0] && (await valueOf(https.securityGroupIds[0]))).to.equal("sg-ingress");
    });

    it("needs an address for every subnet", async () => {
      const ingress = { addresses: ["10.1.0.10"], securityGroupIds: ["sg-ingress"] };
      expect(Object.keys(await problemsOf(() => makeCluster({ ingress })))).to.deep.equal(["addresses"]);
    });
  });

  describe("for a load balancer in the nodes' VPC", () => {
    let inside: Recording<MeshCluster>;
    before(async () => {
      inside = await record(() => makeCluster({ ingress: undefined }));
    });

    it("has target groups and no load balancer", async () => {
      expect(inside.ofType(types.loadBalancer)).to.deep.equal([]);
      const { http, https } = inside.result.ingress;
      expect(http).to.deep.include({ port: 30080, healthCheck: { port: 30021, path: "/healthz/ready" } });
      expect(http).to.not.have.property("addresses");
      expect(https?.targetGroupArn && (await valueOf(https.targetGroupArn))).to.equal("dev-https-arn");
      expect(https?.securityGroupIds[0] && (await valueOf(https.securityGroupIds[0]))).to.equal("sg-nodes");
    });

    it("speaks what an application or a network load balancer speaks to its targets", async () => {
      const network = await record(() => makeCluster({ ingress: undefined, entrance: "network" }));
      const protocols = ({ ofType }: Recording<MeshCluster>) =>
        ofType(types.targetGroup).map(({ inputs }) => `${String(inputs.protocol)} ${String(inputs.port)}`);
      expect(protocols(inside)).to.have.members(["HTTP 30080", "HTTPS 30443"]);
      expect(protocols(network)).to.have.members(["TCP 30080", "TCP 30443"]);
    });
  });

  it("asks every node at the gateway's own health port", () => {
    for (const { inputs } of made.ofType(types.targetGroup)) {
      expect(inputs).to.include({ targetType: "instance", vpcId: "vpc-apps" });
      expect(inputs.healthCheck).to.include({ protocol: "HTTP", port: "30021", path: "/healthz/ready" });
    }
  });

  it("leads to the NodePorts that the mesh has", async () => {
    const { get } = await record(() => makeCluster({ nodePorts: { https: 31443, health: 31021 } }));
    expect(get(types.targetGroup, "dev-http").inputs.port).to.equal(30080);
    expect(get(types.targetGroup, "dev-https").inputs.port).to.equal(31443);
    expect(get(types.targetGroup, "dev-http").inputs.healthCheck).to.include({ port: "31021" });
  });

  it("makes the nodes of all node groups targets, as Auto Scaling starts them", async () => {
    const batch = { instanceTypes: ["m7g.large"], minSize: 0, maxSize: 8 };
    const grown = await record(() => makeCluster({ nodeGroups: { batch, ...example.nodeGroups } }));
    const attached = grown
      .ofType(types.attachment)
      .map(({ inputs }) => `${String(inputs.autoscalingGroupName)} ${String(inputs.lbTargetGroupArn)}`);
    expect(attached).to.have.members(
      ["http", "https", "health"].flatMap((port) => [
        `eks-dev-batch dev-${port}-arn`,
        `eks-dev-general dev-${port}-arn`,
      ]),
    );
    expect(grown.identities).to.include.members(made.identities);
    const attachment = (recording: Recording<MeshCluster>) =>
      recording.get(types.attachment, "dev-https-general").inputs;
    expect(attachment(grown)).to.deep.equal(attachment(made));
  });

  it("has a role for every service account that calls AWS, and for no other", async () => {
    expect(Object.keys(made.result.roleArns)).to.have.members([
      "kube-system/aws-node",
      "kube-system/aws-load-balancer-controller",
      "kube-system/cluster-autoscaler",
      "external-secrets/external-secrets",
      "amazon-cloudwatch/aws-for-fluent-bit",
      "amazon-cloudwatch/cloudwatch-agent",
    ]);
    const autoscaler = made.get(types.role, "dev-cluster-autoscaler").inputs;
    expect(autoscaler.assumeRolePolicy).to.contain("system:serviceaccount:kube-system:cluster-autoscaler");
    const bare = await record(() => makeCluster({ addOnRoles: undefined }));
    expect(Object.keys(bare.result.roleArns)).to.deep.equal(["kube-system/aws-node"]);
  });

  it("lets External Secrets read its own secrets", async () => {
    const policy = ({ get }: Recording<MeshCluster>) =>
      get("aws:iam/rolePolicy:RolePolicy", "dev-external-secrets").inputs.policy;
    expect(policy(made)).to.contain(":secret:dev/*");
    expect(policy(await record(() => makeCluster({ secretPrefix: "bank/" })))).to.contain(":secret:bank/*");
  });

  it("lets the control plane call the webhooks of the mesh and its add-ons", () => {
    const ports = made
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.securityGroupId === "sg-nodes")
      .map(({ inputs }) => inputs.fromPort);
    expect(ports).to.have.members([10250, 9443, 15017]);
  });

  it("describes what it made", async () => {
    const { cluster, nodeGroups } = made.result;
    expect(cluster.engine).to.equal("eks");
    expect(await valueOf(cluster.name)).to.equal("dev");
    expect(await valueOf(cluster.oidc.issuer)).to.equal("https://oidc.eks.us-east-1.amazonaws.com/id/0123");
    const { securityGroupIds, roleArn } = nodeGroups.general ?? {};
    expect(securityGroupIds?.[0] && (await valueOf(securityGroupIds[0]))).to.equal("sg-nodes");
    expect(roleArn && (await valueOf(roleArn))).to.equal("arn:aws:iam::111122223333:role/dev-nodes");
  });

  it("uses the given provider for every resource", async () => {
    const { resources } = await record(() => {
      const provider = new aws.Provider("chosen", { region: "us-east-1" });
      return new MeshCluster("dev", example, { providers: [provider] });
    });
    const others = resources.filter(
      ({ type, name, provider }) =>
        type.startsWith("aws:") && name !== "dev-eksCluster" && !provider.includes("::chosen::"),
    );
    expect(others.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
  });

  it("refuses what it cannot make, before it makes anything", async () => {
    expect(await problemsOf(() => makeCluster({ engine: "k3s" }))).to.deep.equal({
      engine: '"k3s" is not built yet. Take "eks".',
    });
    const problems = await problemsOf(() =>
      makeCluster({ versions: {}, entrance: "classic" as never, addOnRoles: ["default/default" as never] }),
    );
    expect(Object.keys(problems)).to.have.members([
      "versions.kubernetes",
      "versions.nodeImage",
      "entrance",
      "addOnRoles[0]",
    ]);
  });
});
