import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { Account } from "./config/account";
import { secretText } from "./config/formats";
import { mergeValues } from "./config/merge";
import { keyPath, plainPath, valueAt } from "./config/place";
import { isPlainMap, type PlainMap } from "./config/plain";
import { formatProblem, type Problem } from "./config/problem";
import { issueReason } from "./config/reason";
import { schemaAt, unwrap } from "./config/schema-keys";
import { baseKey, sectionKey, type SectionName, type Sections, sectionSchemas } from "./config/sections";
import { readShared } from "./config/settings";

/**
 * The sections of the environment's file that a layer's program uses, with the values of the files that it shares,
 * checked again: plain `pulumi up` runs without the checks of the command line.
 *
 * @throws {pulumi.RunError} with every mistake in these sections
 */
export function readSections<Name extends SectionName>(...names: Name[]): Pick<Sections, Name> {
  const problems: string[] = [];
  const shared = sharedConfig(problems);
  const sections: Partial<Record<Name, unknown>> = {};
  for (const name of names) {
    const given = mergeValues(shared[sectionKey(name)], ownSection(name));
    const result = sectionSchemas[name].safeParse(given);
    if (result.success) {
      sections[name] = withSecrets(sectionSchemas[name], result.data);
    } else {
      problems.push(
        ...result.error.issues.map(({ path, ...issue }) => {
          const key = keyPath([sectionKey(name), ...plainPath(path)]);
          return `${key}: ${issueReason({ path, ...issue }, valueAt(given, path))}`;
        }),
      );
    }
  }
  if (problems.length > 0) {
    throw new pulumi.RunError(`The settings of "${pulumi.getStack()}" are not valid:\n  ${problems.join("\n  ")}`);
  }
  return sections as Pick<Sections, Name>;
}

/** What the environment's file itself says: all that the engine knows. It hands over maps and lists as JSON. */
function ownSection(name: SectionName): unknown {
  const text = pulumi.runtime.getConfig(sectionKey(name));
  return text !== undefined && /^[[{]/.test(text) ? JSON.parse(text) : text;
}

/** The engine reads the environment's file only: what that is based on is read here. */
function sharedConfig(problems: string[]): PlainMap {
  const found: Problem[] = [];
  const shared = readShared(join(__dirname, ".."), pulumi.runtime.getConfig(baseKey), [], found);
  problems.push(...found.map(formatProblem));
  return shared?.config ?? {};
}

/** Values that may be encrypted are secrets in the program, whoever else sees them. */
function withSecrets(schema: z.core.$ZodType, value: unknown): unknown {
  const type = unwrap(schema);
  if (type === secretText) {
    return value === undefined ? undefined : pulumi.secret(value);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => withSecrets(schemaAt(type, [index]) ?? type, item));
  }
  return isPlainMap(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, withSecrets(schemaAt(type, [key]) ?? z.unknown(), item)]),
      )
    : value;
}

/** The provider of a layer's AWS resources: one account and region, and tags that say whose a resource is. */
export function awsProvider(account: Account, layer: string): aws.Provider {
  return new aws.Provider("aws", {
    region: account.region as aws.Region,
    allowedAccountIds: [account.id],
    defaultTags: { tags: { "throughline:environment": pulumi.getStack(), "throughline:layer": layer } },
  });
}
