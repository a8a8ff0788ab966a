/** Images of managed nodes. https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html */
import { architectureOfInstanceType, eksImage, imageRelease } from "../ec2/images";
import type { Image } from "../ec2/images";
import { knownVersion } from "./kubernetes-versions";

export const AMI_TYPES = [
  "AL2023_x86_64_STANDARD",
  "AL2023_ARM_64_STANDARD",
  "AL2023_x86_64_NEURON",
  "AL2023_x86_64_NVIDIA",
  "AL2023_ARM_64_NVIDIA",
  "BOTTLEROCKET_x86_64",
  "BOTTLEROCKET_ARM_64",
  "BOTTLEROCKET_x86_64_FIPS",
  "BOTTLEROCKET_ARM_64_FIPS",
  "BOTTLEROCKET_x86_64_NVIDIA",
  "BOTTLEROCKET_ARM_64_NVIDIA",
  "WINDOWS_CORE_2019_x86_64",
  "WINDOWS_FULL_2019_x86_64",
  "WINDOWS_CORE_2022_x86_64",
  "WINDOWS_FULL_2022_x86_64",
  "WINDOWS_CORE_2025_x86_64",
  "WINDOWS_FULL_2025_x86_64",
  "CUSTOM",
];

export const DEFAULT_AMI_TYPE = "AL2023_x86_64_STANDARD";

const architectureOfAmiType = (amiType: string): Image["architecture"] =>
  amiType.includes("_ARM_64") ? "arm64" : "x86_64";

/** The newest release for a Kubernetes version: `1.35.4-20261109`. */
export const latestRelease = (version: string, today: string): string =>
  `${version}.${knownVersion(version)?.patch ?? 0}-${imageRelease(today)}`;

/** Whether AWS has published a release for a Kubernetes version by a day. */
export function isRelease(release: string, version: string, today: string): boolean {
  const [, minor, day = ""] = /^(1\.\d+)\.\d+-(20\d{6})$/.exec(release) ?? [];
  return minor === version && day <= imageRelease(today);
}

export const imageOfRelease = (amiType: string, release: string, region: string): string =>
  eksImage(region, architectureOfAmiType(amiType), "standard", release).id;

export const runsOn = (amiType: string, instanceType: string): boolean =>
  amiType === "CUSTOM" || architectureOfInstanceType(instanceType) === architectureOfAmiType(amiType);
