import { z } from "zod";
import { accountSchema } from "../config/account";
import { email } from "../config/formats";

/** Where Pulumi keeps the state of an account's environments. */
export const StateKeeper = {
  /** A bucket of the account, with a key for the secrets. */
  bucket: "bucket",
  /** Pulumi Cloud, to which `pulumi login` has logged in. */
  pulumiCloud: "pulumiCloud",
} as const;
export type StateKeeper = (typeof StateKeeper)[keyof typeof StateKeeper];

const stateSchema = z.strictObject({
  keeper: z.enum(StateKeeper).default(StateKeeper.bucket),
  bucketName: z.string().optional(),
  oldVersionDays: z.int().min(1).optional(),
});

/** The sections of an account's file: each is what its component takes, but for the names. */
export const accountSchemas = {
  account: accountSchema,
  state: stateSchema.default({ keeper: StateKeeper.bucket }),
  images: z.strictObject({ repositories: z.array(z.string()), keep: z.int().min(1).optional() }).optional(),
  github: z
    .strictObject({
      repository: z.string(),
      environments: z.array(z.string()),
      regions: z.array(accountSchema.shape.region).optional(),
    })
    .optional(),
  budget: z.strictObject({ monthlyUsd: z.number().positive(), emails: z.array(email).min(1).max(10) }).optional(),
};

export type AccountSectionName = keyof typeof accountSchemas;

/** All sections of an account's file, checked. */
export type AccountSections = { [Name in AccountSectionName]: z.output<(typeof accountSchemas)[Name]> };

export const accountSectionNames = Object.keys(accountSchemas) as AccountSectionName[];
