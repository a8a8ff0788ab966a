import { createHash } from "node:crypto";

import type { RuleContext } from "../../resource-type";
import { lastPublication } from "../../world/calendar";
import { offeredVersions } from "../eks/kubernetes-versions";

/**
 * Amazon's images as the sandbox knows them. Which image a parameter points to changes every two weeks: the ids and
 * dates are invented, stable per region and release, and reported as assumed.
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html (parameters), https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html
 */
export interface Image {
  readonly id: string;
  readonly name: string;
  readonly architecture: "arm64" | "x86_64";
  readonly creationDate: string;
  /** Account of AWS that publishes it. */
  readonly owner: string;
}

const AMAZON_LINUX_OWNER = "137112412989";
const EKS_OWNER = "602401143452";

type Place = Pick<RuleContext, "region" | "today">;

const released = (today: string): string => lastPublication("2026-11-09", 14, today);

/** The day of the newest release: `20261109`. */
export const imageRelease = (today: string): string => released(today).replaceAll("-", "");

const ARCHITECTURES = ["arm64", "x86_64"] as const;

const AMAZON_LINUX =
  /^\/aws\/service\/ami-amazon-linux-latest\/(al2023-ami-(?:minimal-)?kernel-(?:default|[\d.]+))-(arm64|x86_64)$/;
const EKS =
  /^\/aws\/service\/eks\/optimized-ami\/([\d.]+)\/(amazon-linux-2023)\/(arm64|x86_64)\/(standard|nvidia|neuron)\/recommended\/image_id$/;

const image = (region: string, day: string, facts: Pick<Image, "name" | "architecture" | "owner">): Image => ({
  ...facts,
  id: `ami-0${createHash("sha256").update(`${region}/${facts.name}`).digest("hex").slice(0, 16)}`,
  creationDate: `${day}T00:00:00.000Z`,
});

/** EKS's image of a release such as `1.35.4-20261109`. */
export function eksImage(region: string, architecture: Image["architecture"], variant: string, release: string): Image {
  const [, version = "", day = ""] = /^(1\.\d+)(?:\.\d+)?-(\d{8})$/.exec(release) ?? [];
  const created = day.replace(/^(....)(..)(..)$/, "$1-$2-$3");
  const name = `amazon-eks-node-al2023-${architecture}-${variant}-${version}-v${day}`;
  return image(region, created, { name, architecture, owner: EKS_OWNER });
}

const architectureOf = (value: string | undefined): Image["architecture"] => (value === "arm64" ? "arm64" : "x86_64");

/** The image that a public parameter points to. */
export function imageOfParameter(parameter: string, { region, today }: Place): Image | undefined {
  const linux = AMAZON_LINUX.exec(parameter);
  if (linux) {
    const architecture = architectureOf(linux[2]);
    const variant = linux[1]?.includes("minimal") ? "al2023-ami-minimal" : "al2023-ami";
    const kernel = linux[1]?.endsWith("default") ? "kernel-6.1" : linux[1]?.replace(/^.*(kernel-[\d.]+)$/, "$1");
    const name = `${variant}-2023.9.${imageRelease(today)}.0-${String(kernel)}-${architecture}`;
    return image(region, released(today), { name, architecture, owner: AMAZON_LINUX_OWNER });
  }
  const eks = EKS.exec(parameter);
  if (eks) {
    return eksImage(region, architectureOf(eks[3]), String(eks[4]), `${String(eks[1])}-${imageRelease(today)}`);
  }
  return undefined;
}

/** Amazon Linux images of a region, and those of EKS: what `getAmi` searches. */
export const images = (place: Place): readonly Image[] =>
  ARCHITECTURES.flatMap((architecture) => [
    ...["al2023-ami-kernel-default", "al2023-ami-minimal-kernel-default"].map((name) =>
      imageOfParameter(`/aws/service/ami-amazon-linux-latest/${name}-${architecture}`, place),
    ),
    ...offeredVersions(place.today).map(({ version }) =>
      imageOfParameter(
        `/aws/service/eks/optimized-ami/${version}/amazon-linux-2023/${architecture}/standard/recommended/image_id`,
        place,
      ),
    ),
  ]).filter((found): found is Image => found !== undefined);

/** Families whose third character is `g` run on Graviton: `t4g`, `m7g`, `c8gn`. */
export const architectureOfInstanceType = (instanceType: string): Image["architecture"] =>
  /^([a-z]+\d+g[a-z]*|a1)\./.test(instanceType) ? "arm64" : "x86_64";
