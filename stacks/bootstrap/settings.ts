import * as pulumi from "@pulumi/pulumi";
import { keyPath, plainPath, valueAt } from "../config/place";
import { issueReason } from "../config/reason";
import { sectionKey } from "../config/sections";
import { refuse } from "../contracts/refuse";
import { adoptKey } from "./adopt-key";
import type { Adoption } from "./keep-forever";
import { type AccountSectionName, accountSchemas, accountSectionNames, type AccountSections } from "./schema";

export interface AccountSettings {
  readonly sections: AccountSections;
  readonly adopt: Adoption;
}

/**
 * The account's settings, checked again: plain `pulumi up --config-file` runs without the checks of the command line.
 *
 * @throws {pulumi.RunError} with every mistake in them
 */
export function readAccount(): AccountSettings {
  const problems: string[] = [];
  const sections: Partial<Record<AccountSectionName, unknown>> = {};
  for (const name of accountSectionNames) {
    const given = configured(sectionKey(name));
    const result = accountSchemas[name].safeParse(given);
    if (result.success) {
      sections[name] = result.data;
    } else {
      problems.push(
        ...result.error.issues.map((issue) => {
          const key = keyPath([sectionKey(name), ...plainPath(issue.path)]);
          return `${key}: ${issueReason(issue, valueAt(given, issue.path))}`;
        }),
      );
    }
  }
  if (problems.length > 0) {
    refuse(`The settings of "${pulumi.getStack()}" are not valid:\n  ${problems.join("\n  ")}`);
  }
  return { sections: sections as AccountSections, adopt: (configured(adoptKey) ?? {}) as Adoption };
}

/** The engine hands over maps and lists as JSON. */
function configured(key: string): unknown {
  const text = pulumi.runtime.getConfig(key);
  return text === undefined ? undefined : JSON.parse(text);
}
