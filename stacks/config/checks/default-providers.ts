import { error, type Finding } from "../finding";
import type { CheckContext } from "./check";

const key = "pulumi:disable-default-providers";
const packages = ["aws", "kubernetes"];

/** A resource that was given no provider would be deployed with whatever credentials are around. */
export function defaultProviders({ settings }: CheckContext): Finding[] {
  const disabled = settings.config[key];
  const given = Array.isArray(disabled) ? disabled : [];
  if (given.includes("*") || packages.every((name) => given.includes(name))) {
    return [];
  }
  return [
    error(
      [key],
      `required: [${packages.join(", ")}]. A resource without a provider of its own would go wherever the credentials at hand lead.`,
    ),
  ];
}
