import { expect } from "chai";

import { Answer, Argument, Combined, Output, ResourceReference } from "../../component/plan";
import type { Child, Plan, Planned } from "../../component/plan";
import { unknown } from "../../wire/values";
import { isObject } from "../../wire/values";
import { readArgs } from "./args";
import type { Arguments } from "./args";
import { planCluster } from "./plan";

const API: Arguments = { authenticationMode: "API", skipDefaultNodeGroup: true };

const plan = (args: Arguments = API): Plan => planCluster("dev", args, readArgs(args));
const refused = (args: Arguments) => () => plan({ ...API, ...args });

/** Names of the children by type, without the package. */
function names(made: Plan): Readonly<Record<string, readonly string[]>> {
  const byType: Record<string, string[]> = {};
  for (const { type, name } of made.children) {
    (byType[type] ??= []).push(name);
  }
  return byType;
}

const find = (made: Plan, name: string, type = ""): Child => {
  const found = made.children.find((child) => child.name === name && child.type.includes(type));
  if (!found) {
    throw new Error(`no child ${name} among ${made.children.map((child) => child.name).join(", ")}`);
  }
  return found;
};

/** A planned value as it will be, with arguments filled in and outputs as `<child.property>`. */
function settled(value: Planned, args: Arguments): unknown {
  if (value instanceof Output) return `<${value.child.split("::").at(-1) ?? ""}.${value.property}>`;
  if (value instanceof Argument) return value.map(args[value.name]);
  if (value instanceof Combined) return value.map(...value.parts.map((part) => settled(part, args)));
  if (value instanceof Answer) return `<${value.token.split(":").at(-1) ?? ""}>`;
  if (value instanceof ResourceReference) return `<${value.child.split("::").at(-1) ?? ""}>`;
  if (Array.isArray(value)) return value.map((item) => settled(item, args));
  return isObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .map(([name, item]) => [name, settled(item, args)] as const)
          .filter(([, item]) => item !== undefined),
      )
    : value;
}

const inputs = (name: string, args: Arguments = API, type = ""): Record<string, unknown> =>
  settled(find(plan(args), name, type).inputs, args) as Record<string, unknown>;

describe("the children of eks.Cluster", () => {
  it("are those of the real component, with access entries and without nodes", () => {
    expect(names(plan({ ...API, accessEntries: { admin: { accessPolicies: { all: {} } } } }))).to.deep.equal({
      "eks:index:ServiceRole": ["dev-eksRole"],
      "aws:iam/role:Role": ["dev-eksRole-role"],
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ["dev-eksRole-4b490823"],
      "aws:ec2/securityGroup:SecurityGroup": ["dev-eksClusterSecurityGroup", "dev-nodeSecurityGroup"],
      "aws:ec2/securityGroupRule:SecurityGroupRule": [
        "dev-eksClusterInternetEgressRule",
        "dev-eksNodeIngressRule",
        "dev-eksNodeClusterIngressRule",
        "dev-eksExtApiServerClusterIngressRule",
        "dev-eksNodeInternetEgressRule",
        "dev-eksClusterIngressRule",
      ],
      "aws:eks/cluster:Cluster": ["dev-eksCluster"],
      "aws:eks/addon:Addon": ["dev-kube-proxy", "dev-vpc-cni"],
      "pulumi:providers:kubernetes": ["dev-eks-k8s"],
      "aws:eks/accessEntry:AccessEntry": ["dev-admin"],
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": ["dev-admin-all"],
      "eks:index:VpcCniAddon": ["dev-vpc-cni"],
    });
  });

  it("hang under the component, but for those of service roles, the network add-on and access entries", () => {
    const made = plan({ ...API, accessEntries: { admin: { accessPolicies: { all: {} } } } });
    const nested = made.children.filter(({ parent }) => parent !== undefined);
    expect(Object.fromEntries(nested.map(({ name, parent }) => [name, parent?.split("::").at(-1)]))).to.deep.equal({
      "dev-eksRole-role": "dev-eksRole",
      "dev-eksRole-4b490823": "dev-eksRole",
      "dev-vpc-cni": "dev-vpc-cni",
      "dev-admin-all": "dev-admin",
    });
  });

  it("are few when everything is left to the program", () => {
    const bare = {
      ...API,
      skipDefaultSecurityGroups: true,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      serviceRole: { arn: "arn" },
    };
    expect(plan(bare).children.map(({ name }) => name)).to.deep.equal(["dev-eksCluster", "dev-eks-k8s"]);
  });

  it("have an instance role with three policies, its profile and its entry when one is asked for", () => {
    const made = plan({ ...API, createInstanceRole: true });
    expect(made.children.map(({ name }) => name)).to.include.members([
      "dev-instanceRole",
      "dev-instanceRole-role",
      "dev-instanceRole-03516f97",
      "dev-instanceRole-e1b295bd",
      "dev-instanceRole-3eb088f2",
      "dev-instanceProfile",
      "dev-defaultNodeGroupInstanceRole",
    ]);
    expect(inputs("dev-defaultNodeGroupInstanceRole", { ...API, createInstanceRole: true })).to.include({
      type: "EC2_LINUX",
      principalArn: "<dev-instanceRole-role.arn>",
    });
  });

  it("have the ConfigMap aws-auth instead of entries without an authentication mode", () => {
    const args = { skipDefaultNodeGroup: true };
    expect(plan(args).children.some(({ type }) => type.includes("accessEntry"))).to.equal(false);
    const configMap = find(plan(args), "dev-nodeAccess");
    expect(configMap.provider).to.equal("pulumi:providers:kubernetes::dev-eks-k8s");
    expect(inputs("dev-nodeAccess", args).data).to.deep.equal({ mapRoles: "[]\n" });
    expect(inputs("dev-eksCluster", args)).not.to.have.property("accessConfig");
  });

  it("write role mappings as YAML", () => {
    const mapping = { roleArn: "arn:aws:iam::1:role/a", username: "system:node:{{EC2PrivateDNSName}}", groups: ["g"] };
    const args = { skipDefaultNodeGroup: true, roleMappings: [mapping] };
    expect(inputs("dev-nodeAccess", args).data).to.deep.equal({
      mapRoles:
        "- rolearn: arn:aws:iam::1:role/a\n  username: system:node:{{EC2PrivateDNSName}}\n  groups:\n    - g\n".replace(
          "system:node:{{EC2PrivateDNSName}}",
          "'system:node:{{EC2PrivateDNSName}}'",
        ),
    });
  });

  it("have both with API_AND_CONFIG_MAP", () => {
    const args = { ...API, authenticationMode: "API_AND_CONFIG_MAP", accessEntries: { a: {} } };
    expect(plan(args).children.map(({ name }) => name)).to.include.members(["dev-nodeAccess", "dev-a"]);
  });

  it("have coredns only when it is asked for, as there are no nodes", () => {
    const has = (corednsAddonOptions: unknown) =>
      plan({ ...API, corednsAddonOptions }).children.some(({ name }) => name === "dev-coredns");
    expect(has(undefined)).to.equal(false);
    expect(has({ enabled: true })).to.equal(true);
    expect(has({ enabled: false })).to.equal(false);
  });

  it("have an OIDC provider of the cluster's issuer when it is asked for", () => {
    expect(inputs("dev-oidcProvider", { ...API, createOidcProvider: true })).to.deep.include({
      url: "<dev-eksCluster.identities>",
      clientIdLists: ["sts.amazonaws.com"],
    });
  });
});

describe("the cluster within eks.Cluster", () => {
  it("waits for its role's policies, and ignores what AWS decides at creation", () => {
    const cluster = find(plan(), "dev-eksCluster");
    expect(cluster.dependsOn.map((key) => key.split("::").at(-1))).to.deep.equal([
      "dev-eksRole-role",
      "dev-eksRole-4b490823",
    ]);
    expect(cluster.ignoreChanges).to.deep.equal([
      "accessConfig.bootstrapClusterCreatorAdminPermissions",
      "bootstrapSelfManagedAddons",
    ]);
  });

  it("makes its creator its administrator", () => {
    expect(inputs("dev-eksCluster").accessConfig).to.deep.equal({
      authenticationMode: "API",
      bootstrapClusterCreatorAdminPermissions: true,
    });
  });

  it("is in the subnets given, public ones before private ones", () => {
    const subnetsOf = (args: Arguments) =>
      (inputs("dev-eksCluster", { ...API, ...args }).vpcConfig as Record<string, unknown>).subnetIds;
    expect(subnetsOf({ subnetIds: ["a", "b"] })).to.deep.equal(["a", "b"]);
    expect(subnetsOf({ privateSubnetIds: ["a"], publicSubnetIds: ["b"] })).to.deep.equal(["b", "a"]);
  });

  it("has tags of the cluster under those of all, and a name that both may change", () => {
    const tags = { clusterTags: { Name: "mine", a: "1" }, tags: { a: "2" } };
    expect(inputs("dev-eksCluster", { ...API, ...tags }).tags).to.deep.equal({ Name: "mine", a: "2" });
    expect(inputs("dev-eksCluster").tags).to.deep.equal({ Name: "dev-eksCluster" });
  });

  it("encrypts secrets, and has services, when told to", () => {
    const args = { ...API, encryptionConfigKeyArn: "arn:key", kubernetesServiceIpAddressRange: "172.20.0.0/16" };
    expect(inputs("dev-eksCluster", args)).to.deep.include({
      encryptionConfig: { provider: { keyArn: "arn:key" }, resources: ["secrets"] },
      kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16", ipFamily: "ipv4" },
    });
    const ipv6 = { ...API, ipFamily: "ipv6", kubernetesServiceIpAddressRange: "172.20.0.0/16" };
    expect(inputs("dev-eksCluster", ipv6).kubernetesNetworkConfig).to.deep.equal({ ipFamily: "ipv6" });
  });
});

describe("add-ons of eks.Cluster", () => {
  it("are the newest for the cluster's version, overwrite what is there, and stay when they are removed", () => {
    expect(inputs("dev-kube-proxy")).to.include({
      addonVersion: "<getAddonVersion>",
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      preserve: true,
    });
  });

  it("take options as they are given", () => {
    const kubeProxyAddonOptions = {
      version: "v1",
      configurationValues: { b: 1, a: 2 },
      resolveConflictsOnUpdate: "NONE",
    };
    expect(inputs("dev-kube-proxy", { ...API, kubeProxyAddonOptions })).to.include({
      addonVersion: "v1",
      configurationValues: '{"a":2,"b":1}',
      resolveConflictsOnUpdate: "NONE",
    });
  });

  const configuration = (vpcCniOptions?: Arguments) => {
    const args = vpcCniOptions === undefined ? API : { ...API, vpcCniOptions };
    return JSON.parse(String(inputs("dev-vpc-cni", args, "addon").configurationValues)) as Record<string, unknown>;
  };

  it("configure the network plugin by its environment", () => {
    const { env, init } = configuration();
    expect(env).to.deep.equal({
      AWS_VPC_ENI_MTU: "9001",
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "false",
      AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
      AWS_VPC_K8S_CNI_LOGLEVEL: "DEBUG",
      AWS_VPC_K8S_CNI_LOG_FILE: "/host/var/log/aws-routed-eni/ipamd.log",
      AWS_VPC_K8S_CNI_VETHPREFIX: "eni",
      AWS_VPC_K8S_PLUGIN_LOG_FILE: "/var/log/aws-routed-eni/plugin.log",
      AWS_VPC_K8S_PLUGIN_LOG_LEVEL: "DEBUG",
      ENABLE_POD_ENI: "false",
      WARM_ENI_TARGET: "1",
    });
    expect(init).to.deep.equal({ env: { DISABLE_TCP_EARLY_DEMUX: "false" } });
  });

  it("write booleans as texts, and let given values win", () => {
    const made = configuration({
      enableNetworkPolicy: true,
      enablePrefixDelegation: true,
      configurationValues: { env: { WARM_ENI_TARGET: "2" }, nodeAgent: {} },
    });
    expect(made).to.deep.include({ enableNetworkPolicy: "true", nodeAgent: {} });
    expect(made.env).to.include({ ENABLE_PREFIX_DELEGATION: "true", WARM_ENI_TARGET: "2" });
  });
});

describe("what eks.Cluster returns", () => {
  const state = (args: Arguments = API) => settled(plan(args).state, args) as Record<string, unknown>;

  it("is kept by the engine as well", () => {
    const made = plan();
    expect(made.outputs).to.equal(made.state);
  });

  it("names EKS's own security group where the component has none", () => {
    expect(state().clusterSecurityGroupId).to.equal("<dev-eksClusterSecurityGroup.id>");
    const args = { ...API, skipDefaultSecurityGroups: true };
    const { clusterSecurityGroupId } = plan(args).state;
    const config = { clusterSecurityGroupId: "sg-1" };
    expect(clusterSecurityGroupId instanceof Output && clusterSecurityGroupId.map(config)).to.equal("sg-1");
    expect(state(args)).not.to.have.property("nodeSecurityGroup");
  });

  it("has a kubeconfig that asks the AWS CLI for tokens, with the profile only inside", () => {
    const args = { ...API, providerCredentialOpts: { profileName: "me", roleArn: "arn:role" } };
    const outside = JSON.stringify(state(args).kubeconfig);
    expect(outside).to.contain('"get-token","--cluster-name","<dev-eksCluster.name>"').and.to.contain("--role");
    expect(outside).not.to.contain("--profile");
    expect(inputs("dev-eks-k8s", args).kubeconfig).to.contain('"--profile","me"');
  });
});

describe("eks.Cluster refuses", () => {
  it("an unknown authentication mode", () => {
    expect(refused({ authenticationMode: "IAM" })).to.throw("Invalid value for authenticationMode: IAM");
  });

  it("mappings and instance roles with access entries alone", () => {
    for (const name of ["roleMappings", "userMappings", "instanceRoles"]) {
      expect(refused({ [name]: [{}] }), name).to.throw(`The '${name}' property does not support non-empty values`);
    }
    expect(refused({ roleMappings: [] })).not.to.throw();
  });

  it("access entries without them", () => {
    expect(() => plan({ skipDefaultNodeGroup: true, accessEntries: {} })).to.throw("is not set");
    expect(refused({ authenticationMode: "CONFIG_MAP", accessEntries: {} })).to.throw("set to 'CONFIG_MAP'");
  });

  it("two ways to say the same", () => {
    expect(refused({ subnetIds: [], privateSubnetIds: [] })).to.throw("mutually exclusive");
    expect(refused({ authenticationMode: "CONFIG_MAP", instanceRole: {}, instanceRoles: [] })).to.throw(
      "mutually exclusive",
    );
    expect(refused({ nodeGroupOptions: {}, minSize: 1 })).to.throw("mutually exclusive");
  });

  it("what the sandbox has no children for, by name", () => {
    expect(refused({ skipDefaultNodeGroup: false })).to.throw("skipDefaultNodeGroup");
    for (const [name, value] of Object.entries({
      autoMode: { enabled: true },
      fargate: true,
      storageClasses: "gp3",
      creationRoleProvider: { role: {} },
    })) {
      expect(refused({ [name]: value }), name).to.throw(`has no ${name}`);
    }
    expect(refused({ autoMode: { enabled: false } })).not.to.throw();
  });

  it("unknown values for what decides which children there are", () => {
    expect(refused({ skipDefaultNodeGroup: unknown })).to.throw("skipDefaultNodeGroup must be known");
  });
});
