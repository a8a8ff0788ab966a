import * as aws from "@pulumi/aws";
import { expect } from "chai";

import { exampleCluster } from "../testing/example-cluster";
import { problemsOf, record, type Recorded, type Recording, valueOf } from "../testing/recorder";
import { EksCluster } from "./eks-cluster";
import type { EksClusterArgs } from "./eks-cluster-args";

const types = {
  cluster: "eks:index:Cluster",
  addOn: "aws:eks/addon:Addon",
  nodeGroup: "aws:eks/nodeGroup:NodeGroup",
  launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
};

function makeCluster(args: Partial<EksClusterArgs> = {}): EksCluster {
  return new EksCluster("dev", { ...exampleCluster, ...args });
}

/** `sg-nodes > dev-security-group :443` */
function rulesOf({ ofType }: Pick<Recording<unknown>, "ofType">): string[] {
  const peerOf = ({ inputs }: Recorded) => String(inputs.referencedSecurityGroupId ?? inputs.cidrIpv4);
  const portsOf = ({ inputs }: Recorded) =>
    `${String(inputs.ipProtocol)} ${[...new Set([inputs.fromPort, inputs.toPort])].join("-")}`;
  return [
    ...ofType(types.ingressRule).map(
      (rule) => `${String(rule.inputs.securityGroupId)} < ${peerOf(rule)} ${portsOf(rule)}`,
    ),
    ...ofType(types.egressRule).map(
      (rule) => `${String(rule.inputs.securityGroupId)} > ${peerOf(rule)} ${portsOf(rule)}`,
    ),
  ];
}

/** The group that EKS makes with the cluster. */
const clusterGroup = "dev-eksCluster-security-group";

describe("EksCluster", () => {
  let made: Recording<EksCluster>;
  before(async () => {
    made = await record(makeCluster);
  });

  describe("the control plane", () => {
    it("has no nodes, groups, add-ons and identity provider of eks.Cluster's own", () => {
      const { inputs } = made.get(types.cluster, "dev");
      expect(inputs).to.include({
        skipDefaultSecurityGroups: true,
        skipDefaultNodeGroup: true,
        createInstanceRole: false,
        createOidcProvider: false,
        bootstrapSelfManagedAddons: false,
        useDefaultVpcCni: true,
      });
      expect(inputs.kubeProxyAddonOptions).to.include({ enabled: false });
      expect(inputs.corednsAddonOptions).to.include({ enabled: false });
    });

    it("keeps its logs in a group that was made before, for as long as it is told", async () => {
      const logGroup = made.get("aws:cloudwatch/logGroup:LogGroup", "dev-control-plane");
      expect(logGroup.inputs).to.include({ name: "/aws/eks/dev/cluster", retentionInDays: 30 });
      const order = made.resources.map(({ name }) => name);
      expect(order.indexOf("dev-control-plane")).to.be.lessThan(order.indexOf("dev-eksCluster"));
      expect(made.get(types.cluster, "dev").inputs.enabledClusterLogTypes).to.deep.equal([
        "api",
        "audit",
        "authenticator",
      ]);
      const { get } = await record(() => makeCluster({ logTypes: ["audit"], logRetentionInDays: 7 }));
      expect(get(types.cluster, "dev").inputs.enabledClusterLogTypes).to.deep.equal(["audit"]);
      expect(get("aws:cloudwatch/logGroup:LogGroup", "dev-control-plane").inputs.retentionInDays).to.equal(7);
    });

    it("encrypts Kubernetes secrets by a key that rotates", () => {
      const key = made.get("aws:kms/key:Key", "dev-secrets");
      expect(key.inputs.enableKeyRotation).to.equal(true);
      expect(made.get(types.cluster, "dev").inputs.encryptionConfigKeyArn).to.equal("dev-secrets-arn");
    });

    it("is administered by whoever creates it, and by those who are named", async () => {
      const admins = ["arn:aws:iam::111122223333:role/platform", "arn:aws:iam::444455556666:user/team/ada"];
      const { get } = await record(() => makeCluster({ admins }));
      const { inputs } = get(types.cluster, "dev");
      expect(inputs.authenticationMode).to.equal("API");
      const policy = {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
      };
      expect(inputs.accessEntries).to.deep.equal({
        "111122223333-role-platform": { principalArn: admins[0], accessPolicies: { admin: policy } },
        "444455556666-user-team-ada": { principalArn: admins[1], accessPolicies: { admin: policy } },
      });
    });

    it("is private, unless blocks of the internet are named", async () => {
      expect(made.get(types.cluster, "dev").inputs).to.include({
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
      });
      const api = { access: "public" as const, publicAccessCidrBlocks: ["203.0.113.0/24"] };
      const { get } = await record(() => makeCluster({ api }));
      const { inputs } = get(types.cluster, "dev");
      expect(inputs).to.deep.include({ endpointPrivateAccess: true, publicAccessCidrs: ["203.0.113.0/24"] });
      expect(inputs, "eks.Cluster calls an API that it is told to be public").to.not.have.property(
        "endpointPublicAccess",
      );
    });
  });

  describe("security groups", () => {
    const between = [
      `${clusterGroup} < sg-nodes tcp 443`,
      `sg-nodes > ${clusterGroup} tcp 443`,
      `sg-nodes < ${clusterGroup} tcp 10250`,
    ];

    it("let nodes and control plane speak, and sessions by the bastion in", () => {
      expect(rulesOf(made)).to.have.members([
        ...between,
        `${clusterGroup} < 10.0.32.7/32 tcp 443`,
        "sg-bastion > 10.1.0.0/18 tcp 443",
      ]);
    });

    it("let the control plane call webhooks at the ports that are named", async () => {
      const recording = await record(() => makeCluster({ webhookPorts: [9443, 15017] }));
      expect(rulesOf(recording)).to.include.members([
        `sg-nodes < ${clusterGroup} tcp 9443`,
        `sg-nodes < ${clusterGroup} tcp 15017`,
      ]);
    });

    it("let blocks that have a route in, and no bastion", async () => {
      const api = { access: "direct" as const, directAccessCidrBlocks: ["10.9.0.0/16"] };
      const recording = await record(() => makeCluster({ api }));
      expect(rulesOf(recording)).to.have.members([...between, `${clusterGroup} < 10.9.0.0/16 tcp 443`]);
    });

    it("let nobody else in where the API is public", async () => {
      const api = { access: "public" as const, publicAccessCidrBlocks: ["203.0.113.0/24"] };
      expect(rulesOf(await record(() => makeCluster({ api })))).to.have.members(between);
    });
  });

  describe("nodes", () => {
    it("are in the given group alone: EKS's own is open to the internet", () => {
      expect(made.get(types.launchTemplate, "dev-general").inputs.vpcSecurityGroupIds).to.deep.equal(["sg-nodes"]);
    });

    it("give metadata to session tokens only, and no credentials to pods", () => {
      expect(made.get(types.launchTemplate, "dev-general").inputs.metadataOptions).to.deep.equal({
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      });
    });

    it("have an encrypted gp3 volume of the size that is asked for", async () => {
      const nodeGroups = { general: { instanceTypes: ["t3.large"], minSize: 1, maxSize: 1, diskSize: 50 } };
      const { get } = await record(() => makeCluster({ nodeGroups }));
      expect(get(types.launchTemplate, "dev-general").inputs.blockDeviceMappings).to.deep.equal([
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", volumeSize: 50, encrypted: "true", deleteOnTermination: "true" },
        },
      ]);
    });

    it("carry tags, as do their volumes", () => {
      const tags = { Name: "dev-general", team: "platform" };
      expect(made.get(types.launchTemplate, "dev-general").inputs.tagSpecifications).to.deep.equal([
        { resourceType: "instance", tags },
        { resourceType: "volume", tags },
      ]);
    });

    it("run the pinned image, under its own minor version of Kubernetes", async () => {
      const { get } = await record(() => makeCluster({ version: "1.36" }));
      expect(get(types.nodeGroup, "dev-general").inputs).to.include({
        version: "1.35",
        releaseVersion: "1.35.4-20260505",
      });
    });

    for (const [instanceType, amiType] of [
      ["t3.large", "AL2023_x86_64_STANDARD"],
      ["m7g.large", "AL2023_ARM_64_STANDARD"],
    ] as const) {
      it(`of type ${instanceType} run ${amiType}`, async () => {
        const nodeGroups = { general: { instanceTypes: [instanceType], minSize: 1, maxSize: 1 } };
        const { get } = await record(() => makeCluster({ nodeGroups }));
        expect(get(types.nodeGroup, "dev-general").inputs).to.deep.include({ amiType, instanceTypes: [instanceType] });
      });
    }

    it("begin with the fewest, unless told otherwise", async () => {
      expect(made.get(types.nodeGroup, "dev-general").inputs).to.deep.include({
        scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 2 },
        capacityType: "ON_DEMAND",
      });
      const spot = {
        instanceTypes: ["t3.large"],
        minSize: 0,
        maxSize: 4,
        desiredSize: 1,
        capacityType: "spot" as const,
      };
      const { get } = await record(() => makeCluster({ nodeGroups: { spot } }));
      expect(get(types.nodeGroup, "dev-spot").inputs).to.deep.include({
        scalingConfig: { minSize: 0, maxSize: 4, desiredSize: 1 },
        capacityType: "SPOT",
      });
    });

    it("may join, pull images and be reached by Session Manager; addresses for pods are not their matter", () => {
      const attached = made
        .ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .map(
          ({ inputs }) => `${String(inputs.role)} ${String(inputs.policyArn).replace("arn:aws:iam::aws:policy/", "")}`,
        );
      expect(attached).to.have.members([
        "dev-nodes AmazonEKSWorkerNodePolicy",
        "dev-nodes AmazonEC2ContainerRegistryPullOnly",
        "dev-nodes AmazonSSMManagedInstanceCore",
        "dev-aws-node AmazonEKS_CNI_Policy",
      ]);
    });

    it("come after the network of pods, and before what runs on them", () => {
      const order = made.resources.filter(({ type }) => [types.addOn, types.nodeGroup].includes(type));
      expect(order.map(({ name }) => name).slice(-2)).to.deep.equal(["dev-general", "dev-coredns"]);
    });
  });

  describe("add-ons", () => {
    it("have the pinned versions", () => {
      const versions = made.ofType(types.addOn).map(({ inputs }) => [inputs.addonName, inputs.addonVersion]);
      expect(Object.fromEntries(versions)).to.deep.equal(exampleCluster.addOns);
    });

    it("of the network enforce network policies, by a role of their own", () => {
      const { inputs } = made.get(types.addOn, "dev-vpc-cni");
      expect(JSON.parse(String(inputs.configurationValues))).to.deep.equal({ enableNetworkPolicy: "true" });
      expect(inputs.serviceAccountRoleArn).to.equal("arn:aws:iam::111122223333:role/dev-aws-node");
      expect(made.get(types.addOn, "dev-coredns").inputs).to.not.have.any.keys(
        "configurationValues",
        "serviceAccountRoleArn",
      );
    });
  });

  it("is known to IAM by its issuer, for tokens that are meant for STS", () => {
    expect(made.get("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "dev").inputs).to.deep.include({
      url: "https://oidc.eks.us-east-1.amazonaws.com/id/0123",
      clientIdLists: ["sts.amazonaws.com"],
    });
  });

  it("describes what it made", async () => {
    const { clusterName, clusterArn, endpoint, certificateAuthority, oidc, nodeGroups, ...rest } = made.result;
    expect(await valueOf(clusterName)).to.equal("dev");
    expect(await valueOf(clusterArn)).to.equal("arn:aws:eks:us-east-1:111122223333:cluster/dev");
    expect(await valueOf(endpoint)).to.equal("https://0123.gr7.us-east-1.eks.amazonaws.com");
    expect(await valueOf(certificateAuthority)).to.equal("Y2VydGlmaWNhdGU=");
    expect(await valueOf(oidc.providerArn)).to.equal("arn:aws:iam::111122223333:oidc-provider/dev");
    expect(await valueOf(rest.clusterSecurityGroupId)).to.equal(clusterGroup);
    expect(Object.keys(nodeGroups)).to.deep.equal(["general"]);
    expect(nodeGroups.general && (await valueOf(nodeGroups.general.autoScalingGroupName))).to.equal("eks-dev-general");
  });

  it("previews from nothing, where AWS has yet to decide everything", async () => {
    const preview = await record(makeCluster, { preview: true });
    expect(preview.identities).to.deep.equal(made.identities);
    expect(await valueOf(preview.result.endpoint)).to.equal("unknown");
  });

  it("tags everything that takes tags with the user's tags and a Name", () => {
    const takesNone = ["aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:eks/cluster:Cluster"];
    const untagged = made.resources
      .filter(({ type }) => !type.startsWith("throughline:") && !takesNone.includes(type))
      .filter(({ inputs }) => {
        const tags = inputs.tags as Record<string, string> | undefined;
        return tags?.team !== "platform" || tags.Name === undefined;
      });
    expect(untagged.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
  });

  it("uses the given provider for every resource", async () => {
    const { resources } = await record(() => {
      const provider = new aws.Provider("chosen", { region: "us-east-1" });
      return new EksCluster("dev", exampleCluster, { providers: [provider] });
    });
    const others = resources.filter(
      ({ type, name, provider }) =>
        type.startsWith("aws:") && name !== "dev-eksCluster" && !provider.includes("::chosen::"),
    );
    expect(others.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([]);
  });

  it("refuses wrong arguments with every reason, before it makes anything", async () => {
    const problems = await problemsOf(() =>
      makeCluster({
        addOns: { "vpc-cni": "v1.21.1-eksbuild.3" },
        subnetIds: ["subnet-1"],
        bastion: undefined,
        logTypes: ["audits" as never],
        nodeGroups: {
          many: { instanceTypes: ["t3.large"], minSize: 3, maxSize: 2 },
          few: { instanceTypes: ["t3.large"], minSize: 1, maxSize: 2, desiredSize: 5 },
        },
      }),
    );
    expect(Object.keys(problems)).to.have.members([
      "addOns",
      "bastion",
      "subnetIds",
      "logTypes[0]",
      "nodeGroups.many.minSize",
      "nodeGroups.few.desiredSize",
    ]);
  });

  describe("growing", () => {
    const grown: Record<string, Partial<EksClusterArgs>> = {
      "another node group": {
        nodeGroups: {
          batch: { instanceTypes: ["m7g.large"], minSize: 0, maxSize: 8 },
          ...exampleCluster.nodeGroups,
        },
      },
      "add-ons in another order": { addOns: Object.fromEntries(Object.entries(exampleCluster.addOns).reverse()) },
      "another administrator before the others": {
        admins: ["arn:aws:iam::111122223333:role/first", "arn:aws:iam::111122223333:role/platform"],
      },
      "another webhook": { webhookPorts: [9443] },
    };
    for (const [growth, args] of Object.entries(grown)) {
      it(`by ${growth} changes nothing of the others`, async () => {
        const after = await record(() => makeCluster(args));
        expect(after.identities).to.include.members(made.identities);
        const unchanged = made.resources.filter(
          ({ type }) => !type.startsWith("throughline:") && type !== types.cluster,
        );
        for (const { type, name, inputs } of unchanged)
          expect(after.get(type, name).inputs, name).to.deep.equal(inputs);
      });
    }

    it("to a new minor version changes versions only", async () => {
      const after = await record(() =>
        makeCluster({
          version: "1.36",
          nodeImage: "1.36.1-20261110",
          addOns: { ...exampleCluster.addOns, "kube-proxy": "v1.36.0-eksbuild.1" },
        }),
      );
      expect(after.identities).to.deep.equal(made.identities);
      expect(changed(made, after)).to.deep.equal({
        "dev version": "1.36",
        "dev-eksCluster version": "1.36",
        "dev-general version": "1.36",
        "dev-general releaseVersion": "1.36.1-20261110",
        "dev-kube-proxy addonVersion": "v1.36.0-eksbuild.1",
      });
    });

    it("into another availability zone changes subnets only", async () => {
      const subnetIds = [...exampleCluster.subnetIds, "subnet-3"];
      const after = await record(() => makeCluster({ subnetIds }));
      expect(after.identities).to.deep.equal(made.identities);
      expect(changed(made, after)).to.deep.equal({
        "dev subnetIds": subnetIds,
        "dev-eksCluster vpcConfig": { subnetIds },
        "dev-general subnetIds": subnetIds,
      });
    });
  });
});

/** Inputs of resources of AWS that differ. */
function changed(before: Recording<unknown>, after: Recording<unknown>): Record<string, unknown> {
  const differences = before.resources
    .filter(({ type }) => !type.startsWith("throughline:"))
    .flatMap(({ type, name, inputs }) =>
      Object.entries(after.get(type, name).inputs)
        .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(inputs[key]))
        .map(([key, value]) => [`${name} ${key}`, value] as const),
    );
  return Object.fromEntries(differences);
}
