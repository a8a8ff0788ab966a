import { createHash } from "node:crypto";

/**
 * Amazon's images as the sandbox knows them. Which image a parameter points to changes every few weeks: the ids and
 * dates are invented, stable per region, and reported as assumed.
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html (parameters), https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
 */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly architecture: "arm64" | "x86_64";
  readonly creationDate: string;
}

const RELEASE = "2023.9.20261109.0";
const CREATED = "2026-11-09T00:00:00.000Z";
const ARCHITECTURES = ["arm64", "x86_64"] as const;

const AMAZON_LINUX =
  /^\/aws\/service\/ami-amazon-linux-latest\/(al2023-ami-(?:minimal-)?kernel-(?:default|[\d.]+))-(arm64|x86_64)$/;
const EKS =
  /^\/aws\/service\/eks\/optimized-ami\/([\d.]+)\/(amazon-linux-2023)\/(arm64|x86_64)\/(standard|nvidia|neuron)\/recommended\/image_id$/;

const image = (region: string, name: string, architecture: Image["architecture"]): Image => ({
  id: `ami-0${createHash("sha256").update(`${region}/${name}`).digest("hex").slice(0, 16)}`,
  name,
  architecture,
  creationDate: CREATED,
});

const architectureOf = (value: string | undefined): Image["architecture"] => (value === "arm64" ? "arm64" : "x86_64");

/** The image that a public parameter points to. */
export function imageOfParameter(parameter: string, region: string): Image | undefined {
  const linux = AMAZON_LINUX.exec(parameter);
  if (linux) {
    const architecture = architectureOf(linux[2]);
    const variant = linux[1]?.includes("minimal") ? "al2023-ami-minimal" : "al2023-ami";
    const kernel = linux[1]?.endsWith("default") ? "kernel-6.1" : linux[1]?.replace(/^.*(kernel-[\d.]+)$/, "$1");
    return image(region, `${variant}-${RELEASE}-${String(kernel)}-${architecture}`, architecture);
  }
  const eks = EKS.exec(parameter);
  if (eks) {
    const architecture = architectureOf(eks[3]);
    return image(
      region,
      `amazon-eks-node-al2023-${architecture}-${String(eks[4])}-${String(eks[1])}-v20261109`,
      architecture,
    );
  }
  return undefined;
}

/** Amazon Linux images of a region: what `getAmi` searches. */
export const images = (region: string): readonly Image[] =>
  ARCHITECTURES.flatMap((architecture) =>
    ["al2023-ami-kernel-default", "al2023-ami-minimal-kernel-default"].map((name) =>
      imageOfParameter(`/aws/service/ami-amazon-linux-latest/${name}-${architecture}`, region),
    ),
  ).filter((found): found is Image => found !== undefined);

/** Families whose third character is `g` run on Graviton: `t4g`, `m7g`, `c8gn`. */
export const architectureOfInstanceType = (instanceType: string): Image["architecture"] =>
  /^([a-z]+\d+g[a-z]*|a1)\./.test(instanceType) ? "arm64" : "x86_64";
