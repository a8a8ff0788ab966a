/**
 * What `eks.Cluster` makes: arguments in, children with names, parents and inputs out.
 * https://www.pulumi.com/registry/packages/eks/api-docs/cluster/
 */
import { Children } from "../../component/children";
import { Answer, Argument, Combined, Output, ResourceReference } from "../../component/plan";
import type { Plan, Planned } from "../../component/plan";
import { isObject } from "../../wire/values";
import { addServiceRole } from "../service-role";
import type { ServiceRole } from "../service-role";
import { addAccess } from "./access";
import type { Access } from "./access";
import { addManagedAddOn, addVpcCni } from "./add-ons";
import type { Arguments, ClusterArgs } from "./args";
import { kubeconfig } from "./kubeconfig";
import { refuse } from "./refusals";
import { addClusterGroup, addNodeGroup } from "./security-groups";
import type { NodeSecurityGroup } from "./security-groups";
import { merged } from "./tags";

const CLUSTER = "aws:eks/cluster:Cluster";
const INSTANCE_PROFILE = "aws:iam/instanceProfile:InstanceProfile";
const OIDC_PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider";

/** Throws a message for people when the arguments make no cluster. */
export function planCluster(name: string, raw: Arguments, args: ClusterArgs): Plan {
  refuse(raw, args);
  const children = new Children();
  const partition = new Answer("aws:index/getPartition:getPartition", {}, "partition");
  const serviceRole = args.given.has("serviceRole")
    ? undefined
    : addServiceRole(children, `${name}-eksRole`, {
        service: "eks.amazonaws.com",
        description: "Allows EKS to manage clusters on your behalf.",
        policies: ["AmazonEKSClusterPolicy"],
        actions: ["sts:AssumeRole", "sts:TagSession"],
        partition,
        tags: new Argument("tags"),
      });
  const clusterGroup = args.skipDefaultSecurityGroups === true ? undefined : addClusterGroup(children, name);
  const cluster = addCluster(children, name, args, { serviceRole, clusterGroup });
  if (args.kubeProxyAddonOptions?.enabled !== false) {
    const options = args.kubeProxyAddonOptions ?? {};
    addManagedAddOn(children, name, { addonName: "kube-proxy", argument: "kubeProxyAddonOptions", options }, cluster);
  }
  const kubernetesProvider = children.add("pulumi:providers:kubernetes", `${name}-eks-k8s`, {
    kubeconfig: new Combined([kubeconfig(cluster, true)], (config) => JSON.stringify(config)),
    enableConfigMapMutable: new Argument("enableConfigMapMutable", (value) => value && JSON.stringify(value)),
  });
  const instanceRole = wantsInstanceRole(args)
    ? addServiceRole(children, `${name}-instanceRole`, {
        service: "ec2.amazonaws.com",
        policies: ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"],
        partition,
        tags: new Argument("tags"),
      })
    : undefined;
  if (instanceRole) {
    children.add(INSTANCE_PROFILE, `${name}-instanceProfile`, { role: new Output(instanceRole.role, "id") });
  }
  const access = addAccess(children, name, args, { cluster, instanceRole: instanceRole?.role, kubernetesProvider });
  const dependsOn = [...access.entries, ...(access.configMap === undefined ? [] : [access.configMap])];
  const vpcCni = args.useDefaultVpcCni === true ? undefined : addVpcCni(children, name, cluster, dependsOn);
  const coreDns = args.corednsAddonOptions;
  if (coreDns?.enabled === true || coreDns?.configurationValues !== undefined) {
    const options = coreDns;
    addManagedAddOn(children, name, { addonName: "coredns", argument: "corednsAddonOptions", options }, cluster);
  }
  const oidcProvider = args.createOidcProvider === true ? addOidcProvider(children, name, cluster) : undefined;
  const nodeGroup = clusterGroup === undefined ? undefined : addNodeGroup(children, name, { cluster, clusterGroup });
  const state = stateOf({
    args,
    cluster,
    clusterGroup,
    nodeGroup,
    serviceRole,
    instanceRole,
    access,
    vpcCni,
    oidcProvider,
    kubernetesProvider,
  });
  return { children: children.list, state, outputs: state };
}

const wantsInstanceRole = ({ given, createInstanceRole, skipDefaultNodeGroup }: ClusterArgs): boolean =>
  !given.has("instanceRoles") && !given.has("instanceRole") && (createInstanceRole ?? skipDefaultNodeGroup !== true);

function addCluster(
  children: Children,
  name: string,
  args: ClusterArgs,
  { serviceRole, clusterGroup }: { readonly serviceRole?: ServiceRole; readonly clusterGroup?: string },
): string {
  const isGiven = (argument: string): boolean => args.given.has(argument);
  return children.add(
    CLUSTER,
    `${name}-eksCluster`,
    {
      name: new Argument("name"),
      roleArn: serviceRole ? new Output(serviceRole.role, "arn") : outputOf("serviceRole", "arn"),
      kubernetesNetworkConfig:
        isGiven("kubernetesServiceIpAddressRange") || isGiven("ipFamily") ? networkConfig : undefined,
      bootstrapSelfManagedAddons: new Combined([new Argument("bootstrapSelfManagedAddons")], (given) => given ?? true),
      vpcConfig: {
        securityGroupIds: clusterGroup === undefined ? undefined : [new Output(clusterGroup, "id")],
        subnetIds: subnetIds(args),
        endpointPrivateAccess: new Argument("endpointPrivateAccess"),
        endpointPublicAccess: new Argument("endpointPublicAccess"),
        publicAccessCidrs: new Argument("publicAccessCidrs"),
      },
      version: new Argument("version"),
      enabledClusterLogTypes: new Argument("enabledClusterLogTypes"),
      tags: merged({ Name: `${name}-eksCluster` }, new Argument("clusterTags"), new Argument("tags")),
      encryptionConfig: isGiven("encryptionConfigKeyArn") ? encryptionConfig : undefined,
      accessConfig: isGiven("authenticationMode")
        ? { authenticationMode: args.authenticationMode, bootstrapClusterCreatorAdminPermissions: true }
        : undefined,
      upgradePolicy: new Argument("upgradePolicy"),
      deletionProtection: new Argument("deletionProtection"),
    },
    {
      dependsOn: serviceRole?.all ?? [],
      ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
    },
  );
}

/** An output of a resource that an argument refers to. */
const outputOf = (argument: string, property: string): Planned =>
  new Combined(
    [
      new Answer(
        "pulumi:pulumi:getResource",
        { urn: new Argument(argument, (resource) => (isObject(resource) ? resource.urn : undefined)) },
        "state",
      ),
    ],
    (state) => (isObject(state) ? state[property] : undefined),
  );

const networkConfig = new Combined(
  [new Argument("kubernetesServiceIpAddressRange"), new Argument("ipFamily")],
  (serviceIpv4Cidr, ipFamily = "ipv4") => ({
    ...(ipFamily === "ipv4" && serviceIpv4Cidr !== undefined ? { serviceIpv4Cidr } : {}),
    ipFamily,
  }),
);

const encryptionConfig = new Combined([new Argument("encryptionConfigKeyArn")], (keyArn) => ({
  provider: { keyArn },
  resources: ["secrets"],
}));

/** `subnetIds`, or the public and private ones together. */
const subnetIds = ({ given }: ClusterArgs): Planned =>
  given.has("subnetIds")
    ? new Argument("subnetIds")
    : new Combined([new Argument("publicSubnetIds"), new Argument("privateSubnetIds")], (...lists) =>
        lists.flatMap((list) => list ?? []),
      );

/** The fingerprint is taken from the issuer's certificate: here one that AWS's issuers have had for years. */
const THUMBPRINT = "9e99a48a9960b14926bb7f3b02e22da2b0ab7280";

const addOidcProvider = (children: Children, name: string, cluster: string): string =>
  children.add(OIDC_PROVIDER, `${name}-oidcProvider`, {
    clientIdLists: ["sts.amazonaws.com"],
    url: issuer(cluster),
    thumbprintLists: [THUMBPRINT],
  });

const issuer = (cluster: string): Output =>
  new Output(cluster, "identities", (identities) => {
    const [identity] = Array.isArray(identities) ? (identities as { oidcs?: { issuer?: string }[] }[]) : [];
    return identity?.oidcs?.[0]?.issuer ?? "";
  });

interface Made {
  readonly args: ClusterArgs;
  readonly cluster: string;
  readonly clusterGroup?: string;
  readonly nodeGroup?: NodeSecurityGroup;
  readonly serviceRole?: ServiceRole;
  readonly instanceRole?: ServiceRole;
  readonly access: Access;
  readonly vpcCni?: string;
  readonly oidcProvider?: string;
  readonly kubernetesProvider: string;
}

const reference = (key: string | undefined): ResourceReference | undefined =>
  key === undefined ? undefined : new ResourceReference(key);

/** What the component returns, and the engine keeps. */
function stateOf(made: Made): Plan["state"] {
  const { args, cluster, clusterGroup, nodeGroup, instanceRole, oidcProvider } = made;
  const clusterSecurityGroupId = new Output(cluster, "vpcConfig", (config) =>
    isObject(config) ? config.clusterSecurityGroupId : undefined,
  );
  const instanceRoles = instanceRole
    ? [new ResourceReference(instanceRole.role)]
    : args.given.has("instanceRole")
      ? [new Argument("instanceRole")]
      : new Combined([new Argument("instanceRoles")], (roles) => roles ?? []);
  return {
    kubeconfig: kubeconfig(cluster, false),
    kubeconfigJson: new Combined([kubeconfig(cluster, false)], (config) => JSON.stringify(config)),
    clusterSecurityGroup: reference(clusterGroup),
    instanceRoles,
    nodeSecurityGroup: reference(nodeGroup?.group),
    eksClusterIngressRule: reference(nodeGroup?.clusterIngressRule),
    eksCluster: new ResourceReference(cluster),
    core: { ...core(made), instanceRoles },
    clusterSecurityGroupId: clusterGroup === undefined ? clusterSecurityGroupId : new Output(clusterGroup, "id"),
    nodeSecurityGroupId: nodeGroup ? new Output(nodeGroup.group, "id") : clusterSecurityGroupId,
    clusterIngressRuleId: nodeGroup ? new Output(nodeGroup.clusterIngressRule, "securityGroupRuleId") : "",
    defaultNodeGroupAsgName: "",
    fargateProfileId: "",
    fargateProfileStatus: "",
    oidcProviderArn: oidcProvider === undefined ? "" : new Output(oidcProvider, "arn"),
    oidcProviderUrl: issuer(cluster),
    oidcIssuer: new Combined([issuer(cluster)], (url) => String(url).replace("https://", "")),
    autoModeNodeRoleName: "",
  };
}

const core = (made: Made): Readonly<Record<string, Planned>> => ({
  vpcId: new Argument("vpcId"),
  subnetIds: subnetIds(made.args),
  publicSubnetIds: new Argument("publicSubnetIds"),
  privateSubnetIds: new Argument("privateSubnetIds"),
  clusterSecurityGroup: reference(made.clusterGroup),
  cluster: new ResourceReference(made.cluster),
  endpoint: new Output(made.cluster, "endpoint"),
  nodeGroupOptions: { version: new Argument("version") },
  kubeconfig: kubeconfig(made.cluster, false),
  provider: new ResourceReference(made.kubernetesProvider),
  vpcCni: reference(made.vpcCni),
  eksNodeAccess: reference(made.access.configMap),
  tags: new Argument("tags"),
  nodeSecurityGroupTags: new Argument("nodeSecurityGroupTags"),
  storageClasses: {},
  oidcProvider: reference(made.oidcProvider),
  encryptionConfig: made.args.given.has("encryptionConfigKeyArn") ? encryptionConfig : undefined,
  clusterIamRole: made.serviceRole ? new ResourceReference(made.serviceRole.role) : new Argument("serviceRole"),
  accessEntries: new Combined([new Argument("accessEntries")], (entries) =>
    isObject(entries) ? Object.values(entries) : [],
  ),
  autoModeNodeRoleName: "",
});
