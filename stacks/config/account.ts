import { z } from "zod";

/** The AWS account and region that an environment is deployed to. Every provider refuses any other account. */
export interface Account {
  /** Twelve digits, in quotes. */
  id: string;
  /** Region of everything that need not be in us-east-1. */
  region: string;
}

export const accountSchema = z.strictObject({
  id: z.string().regex(/^\d{12}$/, 'an account id is twelve digits in quotes: "123456789012"'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region looks like us-east-1"),
}) satisfies z.ZodType<Account>;
