import { z } from "zod";

/** The AWS account and region that an environment is deployed to. Every provider refuses any other account. */
export const accountSchema = z.strictObject({
  id: z.string().regex(/^\d{12}$/, 'an account id is twelve digits in quotes: "123456789012"'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region looks like us-east-1"),
});

export type Account = z.infer<typeof accountSchema>;
