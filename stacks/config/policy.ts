import { z } from "zod";
import { date } from "./formats";

/** What a finding does: https://www.pulumi.com/docs/insights/policy/ */
export const PolicyLevel = {
  disabled: "disabled",
  /** It is reported. */
  advisory: "advisory",
  /** It stops the update. */
  mandatory: "mandatory",
} as const;
export type PolicyLevel = (typeof PolicyLevel)[keyof typeof PolicyLevel];

/** Which rules are enforced, and which findings are accepted. */
export interface PolicyArgs {
  /**
   * Level of the rules of an area.
   *
   * @default mandatory in each
   */
  levels?: PolicyLevelsArgs;
  /**
   * Findings that are accepted for a time. They stay in reports, with their reason.
   *
   * @default none
   */
  acknowledgements?: AcknowledgementArgs[];
}

/** By area: the layers. */
export interface PolicyLevelsArgs {
  /** @default mandatory */
  network?: PolicyLevel;
  /** @default mandatory */
  compute?: PolicyLevel;
  /** @default mandatory */
  data?: PolicyLevel;
  /** @default mandatory */
  mesh?: PolicyLevel;
  /** @default mandatory */
  apps?: PolicyLevel;
  /** @default mandatory */
  edge?: PolicyLevel;
  /** @default mandatory */
  observability?: PolicyLevel;
}

export interface AcknowledgementArgs {
  /** Name of the rule. */
  rule: string;
  /**
   * Name of the resource.
   *
   * @default each that the rule finds
   */
  resource?: string;
  /** Why it is accepted. */
  reason: string;
  /** Mail address of who answers for it. */
  owner: string;
  /** The last day, at most a year ahead, in quotes: "2027-06-30". */
  expires: string;
}

const level = z.enum(PolicyLevel).optional();

/** Section `throughline:policy`. */
export const policySchema = z.strictObject({
  levels: z
    .strictObject({
      network: level,
      compute: level,
      data: level,
      mesh: level,
      apps: level,
      edge: level,
      observability: level,
    })
    .optional(),
  acknowledgements: z
    .array(
      z.strictObject({
        rule: z.string(),
        resource: z.string().optional(),
        reason: z.string().min(1),
        owner: z.string().min(1),
        expires: date,
      }),
    )
    .optional(),
}) satisfies z.ZodType<PolicyArgs>;
