/**
 * Add-ons of AWS and their versions. Which versions there are changes every few weeks: the table has plausible ones, and
 * each month brings a new build of every add-on. https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
 */
import { knownVersion, minorOf } from "./kubernetes-versions";

interface AddOn {
  /** Whether its pods are of a deployment, which needs nodes to be healthy. */
  readonly needsNodes: boolean;
  /** Versions without build number that fit a minor version of Kubernetes, oldest first. */
  readonly versions: (minor: number) => readonly string[];
}

/** The same for every Kubernetes version. */
const always =
  (...versions: readonly string[]): AddOn["versions"] =>
  () =>
    versions;

const ADD_ONS: Readonly<Record<string, AddOn>> = {
  "vpc-cni": { needsNodes: false, versions: always("v1.20.4", "v1.21.1") },
  "kube-proxy": {
    needsNodes: false,
    versions: (minor) => [`v1.${minor}.0`, `v1.${minor}.${knownVersion(`1.${minor}`)?.patch ?? 0}`],
  },
  coredns: {
    needsNodes: true,
    versions: (minor) => (minor >= 35 ? ["v1.12.4", "v1.13.2"] : ["v1.11.4", "v1.12.4"]),
  },
  "eks-pod-identity-agent": { needsNodes: false, versions: always("v1.3.9", "v1.3.10") },
  "aws-ebs-csi-driver": { needsNodes: true, versions: always("v1.53.0", "v1.54.0") },
  "aws-efs-csi-driver": { needsNodes: true, versions: always("v2.1.14", "v2.1.15") },
  "snapshot-controller": { needsNodes: true, versions: always("v8.3.0") },
  "metrics-server": { needsNodes: true, versions: always("v0.8.0") },
  "amazon-cloudwatch-observability": { needsNodes: true, versions: always("v4.6.0", "v4.7.0") },
};

/** Every month has its build; what was published stays. */
const FIRST_BUILD = "2026-08-01";
const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

const builds = (today: string): number => 1 + Math.floor((Date.parse(today) - Date.parse(FIRST_BUILD)) / THIRTY_DAYS);

/** Published versions of an add-on for a Kubernetes version, oldest first; empty for what AWS does not know. */
export function addOnVersions(addOn: unknown, kubernetesVersion: unknown, today: string): readonly string[] {
  const known = knownVersion(kubernetesVersion) && ADD_ONS[String(addOn)];
  return known
    ? known
        .versions(minorOf(kubernetesVersion))
        .flatMap((version) => Array.from({ length: builds(today) }, (_, index) => `${version}-eksbuild.${index + 1}`))
    : [];
}

export const mostRecentAddOn = (addOn: unknown, kubernetesVersion: unknown, today: string): string | undefined =>
  addOnVersions(addOn, kubernetesVersion, today).at(-1);

/** The version that EKS takes when none is named: one build behind the newest. */
export const defaultAddOn = (addOn: unknown, kubernetesVersion: unknown, today: string): string | undefined =>
  addOnVersions(addOn, kubernetesVersion, today).at(-2) ?? mostRecentAddOn(addOn, kubernetesVersion, today);

export const isAddOn = (name: unknown): boolean => String(name) in ADD_ONS;
export const needsNodes = (name: unknown): boolean => ADD_ONS[String(name)]?.needsNodes ?? false;
