/** Clusters, their node groups, and what EKS offers. */
import type { DataSource, Properties, Refusal } from "../../resource-type";
import { addOnVersions, defaultAddOn, mostRecentAddOn } from "../eks/add-on-versions";
import { defaultVersion, offeredVersions } from "../eks/kubernetes-versions";
import { CLUSTER, NODE_GROUP } from "../eks/types";
import { text } from "../values";

const docs = (name: string): string => `https://www.pulumi.com/registry/packages/aws/api-docs/eks/${name}/`;

const notFound = (message: string): Refusal => ({ code: "ResourceNotFoundException", message });

/** Data sources have blocks as lists which the resource has as objects. */
const inLists = (outputs: Properties, names: Readonly<Record<string, string>>): Properties =>
  Object.fromEntries(
    Object.entries(names).map(([one, many]) => [many, outputs[one] === undefined ? [] : [outputs[one]]]),
  );

export const getCluster: DataSource = {
  token: "aws:eks/getCluster:getCluster",
  documentation: docs("getcluster"),
  answer: ({ name }, context) => {
    const cluster = context.get(CLUSTER, name);
    if (!cluster) {
      return notFound(`No cluster found for name: ${String(name)}.`);
    }
    const { outputs } = cluster;
    return {
      ...outputs,
      tags: outputs.tags ?? {},
      enabledClusterLogTypes: outputs.enabledClusterLogTypes ?? [],
      ...inLists(outputs, {
        accessConfig: "accessConfigs",
        certificateAuthority: "certificateAuthorities",
        computeConfig: "computeConfigs",
        controlPlaneScalingConfig: "controlPlaneScalingConfigs",
        kubernetesNetworkConfig: "kubernetesNetworkConfigs",
        outpostConfig: "outpostConfigs",
        remoteNetworkConfig: "remoteNetworkConfigs",
        storageConfig: "storageConfigs",
        upgradePolicy: "upgradePolicies",
        zonalShiftConfig: "zonalShiftConfigs",
      }),
    };
  },
};

export const getNodeGroup: DataSource = {
  token: "aws:eks/getNodeGroup:getNodeGroup",
  documentation: docs("getnodegroup"),
  answer: ({ clusterName, nodeGroupName }, context) => {
    const group = context.get(NODE_GROUP, `${String(clusterName)}:${String(nodeGroupName)}`);
    return group
      ? {
          ...group.outputs,
          tags: group.outputs.tags ?? {},
          taints: group.outputs.taints ?? [],
          labels: group.outputs.labels ?? {},
          ...inLists(group.outputs, {
            launchTemplate: "launchTemplates",
            remoteAccess: "remoteAccesses",
            scalingConfig: "scalingConfigs",
            updateConfig: "updateConfigs",
            warmPoolConfig: "warmPoolConfigs",
          }),
        }
      : notFound(`No node group found for name: ${String(nodeGroupName)}.`);
  },
};

/** A token that opens nothing. */
export const getClusterAuth: DataSource = {
  token: "aws:eks/getClusterAuth:getClusterAuth",
  documentation: docs("getclusterauth"),
  answer: ({ name }, { region }) => ({
    id: String(name),
    name,
    region,
    token: `k8s-aws-v1.${Buffer.from(`sandbox ${String(name)}`).toString("base64url")}`,
  }),
};

export const getAddonVersion: DataSource = {
  token: "aws:eks/getAddonVersion:getAddonVersion",
  documentation: docs("getaddonversion"),
  assumed: true,
  answer: (args, { region, today }) => {
    const { addonName, kubernetesVersion, mostRecent } = args;
    const choose = mostRecent === true ? mostRecentAddOn : defaultAddOn;
    const version = choose(addonName, kubernetesVersion, today);
    if (version === undefined) {
      const isVersion = addOnVersions("vpc-cni", kubernetesVersion, today).length > 0;
      return {
        code: "InvalidParameterException",
        message: isVersion
          ? `Addon ${String(addonName)} specified is not supported in ${String(kubernetesVersion)} kubernetes version`
          : `Kubernetes version ${String(kubernetesVersion)} specified is not supported`,
      };
    }
    return { ...args, id: addonName, region, version };
  },
};

export const getClusterVersions: DataSource = {
  token: "aws:eks/getClusterVersions:getClusterVersions",
  documentation: docs("getclusterversions"),
  answer: (args, { region, today }) => {
    const wanted = text(args.versionStatus);
    const clusterVersions = offeredVersions(today)
      .map(({ version, released, standardUntil, extendedUntil, patch, platform }) => ({
        clusterType: "eks",
        clusterVersion: version,
        controlPlaneComponentConfigs: [],
        controlPlaneScalingTiers: [],
        defaultPlatformVersion: `eks.${platform}`,
        defaultVersion: version === defaultVersion(today),
        kubernetesPatchVersion: `${version}.${patch}`,
        releaseDate: `${released}T00:00:00Z`,
        endOfStandardSupportDate: `${standardUntil}T00:00:00Z`,
        endOfExtendedSupportDate: `${extendedUntil}T00:00:00Z`,
        versionStatus: today <= standardUntil ? "STANDARD_SUPPORT" : "EXTENDED_SUPPORT",
      }))
      .filter(({ versionStatus }) => wanted === undefined || versionStatus === wanted)
      .filter(({ defaultVersion: isDefault }) => args.defaultOnly !== true || isDefault)
      .reverse();
    return { ...args, id: region, region, clusterVersions };
  },
};
