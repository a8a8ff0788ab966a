/** What nearly every AWS resource reports the same way. */
import { createHash } from "node:crypto";

import type { Companion, CreateContext, Properties, RuleContext } from "../resource-type";
import { record, text } from "./values";

/** Partition of a region: `aws`, `aws-cn` or `aws-us-gov`. */
export function partition(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

type Place = Pick<RuleContext, "account" | "region">;

export const arn = (context: Place, service: string, resource: string): string =>
  `arn:${partition(context.region)}:${service}:${context.region}:${context.account}:${resource}`;

/** ARN of a service without regions, such as IAM. */
export const globalArn = (context: Place, service: string, resource: string): string =>
  `arn:${partition(context.region)}:${service}::${context.account}:${resource}`;

export const tagsAll = (inputs: Properties, context: CreateContext): Properties => ({
  ...context.defaultTags,
  ...record(inputs.tags),
});

/** Region and tags of a resource that can be tagged. */
export const standard = (inputs: Properties, context: CreateContext): Properties => ({
  region: context.region,
  tagsAll: tagsAll(inputs, context),
});

/** The id that a resource keeps over its life: `prefix` and 17 hex digits, as EC2 makes them. */
export const ec2Id = (prefix: string, context: CreateContext): string =>
  context.self?.id ?? `${prefix}-${context.hex(17)}`;

/** The value that was decided at creation, or a new one. */
export const kept = (old: Properties | undefined, name: string, make: () => string): string =>
  text(old?.[name]) ?? make();

/** Further ids of the same resource, such as one network interface per subnet: stable for the resource and the salt. */
export const derivedId = (prefix: string, owner: string, salt: string): string =>
  `${prefix}-${createHash("sha256").update(`${owner}/${salt}`).digest("hex").slice(0, 17)}`;

/** Name of a resource: given or generated, or made here from `namePrefix`. */
export const nameFor = (inputs: Properties, context: CreateContext): string =>
  text(inputs.name) ?? text(context.self?.outputs.name) ?? `${text(inputs.namePrefix) ?? ""}${context.hex(26)}`;

export const named = (inputs: Properties, context: CreateContext): Properties => ({
  name: nameFor(inputs, context),
  namePrefix: inputs.namePrefix ?? "",
});

/** Something that comes with another resource. */
export const companion = (type: string, id: string, outputs: Properties): Companion => ({
  type,
  id,
  outputs: { tags: {}, tagsAll: {}, ...outputs, id },
});
