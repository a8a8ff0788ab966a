import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** Texts of a known form. Each message says how one looks. */

/** Part of the names of AWS resources and Kubernetes objects: a DNS label. */
export const label = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a name has lower-case letters, digits and hyphens, a letter first, no hyphen last, at most 63 characters",
  );

/** Things by name. */
export function byName<Value extends z.ZodType>(value: Value): z.ZodRecord<typeof label, Value> {
  return z.record(label, value);
}

export const tags = z.record(z.string(), z.string());

export const arn = z
  .string()
  .regex(/^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:.+$/, "an ARN looks like arn:aws:iam::123456789012:role/admin");

export const email = z.string().regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "a mail address looks like platform@example.org");

export const domainName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "a domain name has lower-case labels of letters, digits and hyphens, without a final dot: bankapp.example.com",
  );

/** https://protobuf.dev/reference/protobuf/google.protobuf/#duration, as Istio takes it. */
export const duration = z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'a duration has a unit: "500ms", "10s", "1m"');

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration. */
export function durationOf(text: string): number {
  const [, value, unit = ""] = /^([\d.]+)([a-z]+)$/.exec(text) ?? [];
  return Number(value) * (milliseconds[unit] ?? NaN);
}

/** A whole number of percent. */
export const percent = z.int().min(0).max(100);

export const port = z.int().min(1).max(65535);

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];
export const logRetention = z.literal(retentions);

export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a date is written in quotes: "2027-06-30"')
  .refine(isDay, "there is no such day");

/** Dates beyond a month's end would mean a day of the next. */
function isDay(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export const urlPath = z.string().regex(/^\/\S*$/, "a path begins with a slash: /api/");

/**
 * A value that may be encrypted in the settings, `secure: …`, and is a secret to programs. No other value may: it
 * decides what is made, so it has to be readable.
 */
export const secretText: z.ZodType<pulumi.Input<string>> = z.string();
