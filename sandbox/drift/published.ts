/** What AWS publishes month by month, whether a program asks for it or not. */
import { imageOfParameter, imageRelease } from "../aws/ec2/images";
import { defaultAddOn, mostRecentAddOn } from "../aws/eks/add-on-versions";
import { defaultVersion } from "../aws/eks/kubernetes-versions";
import { latestRelease } from "../aws/eks/node-images";

export interface Publication {
  readonly what: string;
  readonly version: (today: string) => string;
}

const LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
const IN_EVERY_CLUSTER = ["vpc-cni", "kube-proxy", "coredns"];

export const publications: readonly Publication[] = [
  {
    what: "Amazon Linux 2023 image",
    version: (today) => imageOfParameter(LINUX, { region: "", today })?.name ?? imageRelease(today),
  },
  {
    what: "image of EKS nodes",
    version: (today) => latestRelease(defaultVersion(today), today),
  },
  ...IN_EVERY_CLUSTER.flatMap((addOn): Publication[] => [
    {
      what: `default version of ${addOn}`,
      version: (today) => defaultAddOn(addOn, defaultVersion(today), today) ?? "",
    },
    {
      what: `newest version of ${addOn}`,
      version: (today) => mostRecentAddOn(addOn, defaultVersion(today), today) ?? "",
    },
  ]),
];
