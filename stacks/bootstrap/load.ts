import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { costBudgetProblems } from "@throughline/components/account/cost-budget-args";
import { githubActionsRolesProblems } from "@throughline/components/account/github-actions-roles-args";
import { imageRepositoriesProblems } from "@throughline/components/account/image-repositories-args";
import { stateBucketProblems } from "@throughline/components/account/state-bucket-args";
import type { z } from "zod";
import { parsePath, type Path } from "../config/place";
import { isPlainMap } from "../config/plain";
import type { Problem } from "../config/problem";
import { schemaProblems } from "../config/read-sections";
import { isOurs, sectionKey } from "../config/sections";
import { securePaths, Settings } from "../config/settings";
import { Source } from "../config/source";
import { didYouMean } from "../config/suggest";
import { foundationOf } from "./foundation";
import { type AccountSectionName, accountSchemas, accountSectionNames, type AccountSections } from "./schema";

/** Folder of the accounts' files. */
const folder = "bootstrap";

export interface AccountFile {
  readonly name: string;
  /** Relative to the repository's root. */
  readonly file: string;
  /** Everything that is wrong, in the order of lines. */
  readonly problems: readonly Problem[];
  /** Present when nothing is wrong. */
  readonly sections?: AccountSections;
}

/** Names of the accounts that have a file, in alphabetical order. */
export function accounts(root: string): string[] {
  const directory = join(root, folder);
  return existsSync(directory)
    ? readdirSync(directory)
        .map((file) => /^(.+)\.yaml$/.exec(file)?.[1])
        .filter((name) => name !== undefined)
        .sort()
    : [];
}

/** File of an account, relative to the repository's root. */
export function accountFileName(name: string): string {
  return `${folder}/${name}.yaml`;
}

/** Reads and checks `bootstrap/<name>.yaml`. What is wrong is in `problems`, all of it. */
export function loadAccount(root: string, name: string): AccountFile {
  const file = accountFileName(name);
  const known = accounts(root);
  if (!known.includes(name)) {
    const there = known.length > 0 ? `Accounts here: ${known.join(", ")}.` : `There is none yet.`;
    return { name, file, problems: [{ file, message: `there is no such file.${didYouMean(name, known)} ${there}` }] };
  }
  const problems: Problem[] = [];
  const source = Source.read(file, readFileSync(join(root, file), "utf8"), problems);
  if (source === undefined) {
    return { name, file, problems };
  }
  const settings = new Settings([source], source.config);
  const sections = readSections(settings, problems);
  problems.push(...misnamed(name, settings), ...strangers(settings));
  if (problems.length === 0) {
    problems.push(...findings(name, sections as AccountSections, settings));
  }
  const inOrder = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { name, file, problems: inOrder, ...(problems.length === 0 && { sections: sections as AccountSections }) };
}

function readSections(settings: Settings, problems: Problem[]): Partial<AccountSections> {
  const sections: Partial<Record<AccountSectionName, unknown>> = {};
  for (const name of accountSectionNames) {
    const schema: z.ZodType = accountSchemas[name];
    const result = schema.safeParse(settings.config[sectionKey(name)]);
    if (result.success) {
      sections[name] = result.data;
    } else {
      problems.push(...schemaProblems(settings, sectionKey(name), schema, result.error));
    }
  }
  return sections as Partial<AccountSections>;
}

/** The account's name begins the names of a bucket, a key and roles. */
function misnamed(name: string, settings: Settings): Problem[] {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 40
    ? []
    : [
        settings.problem(
          [],
          `"${name}" begins the names of a bucket, a key and roles: at most 40 lower-case letters, digits and single hyphens, a letter first. Rename the file.`,
        ),
      ];
}

/** Keys that mean nothing here, and values that need not be secret. */
function strangers(settings: Settings): Problem[] {
  const known = accountSectionNames.map(sectionKey);
  const unknown = Object.keys(settings.config)
    .filter((key) => isOurs(key) && !known.includes(key))
    .map((key) =>
      settings.problem(
        [key],
        `unknown section.${didYouMean(key, known)} Known sections: ${accountSectionNames.join(", ")}`,
      ),
    );
  const secure = securePaths(settings.config).map((path) =>
    settings.problem(path, "nothing in an account's file is secret: write the value as it is."),
  );
  return [...unknown, ...secure];
}

/** What shows only when names have been made, or in what a component says of its arguments. */
function findings(name: string, sections: AccountSections, settings: Settings): Problem[] {
  const { state, images, github, budget } = foundationOf(name, sections);
  const told = (section: AccountSectionName, found: { path: string; reason: string }[]): Problem[] =>
    found.map(({ path, reason }) => settings.problem(existing(settings, section, parsePath(path)), reason));
  return [
    ...(state ? [...told("state", stateBucketProblems(state)), ...bucketProblems(state.bucketName, settings)] : []),
    ...(state ? [] : withoutBucket(settings)),
    ...(images ? told("images", imageRepositoriesProblems(images)) : []),
    ...(github ? told("github", githubActionsRolesProblems(github)) : []),
    ...(budget ? told("budget", costBudgetProblems(budget)) : []),
  ];
}

/** The path of an argument in its section, or the section's if the argument is made and not given. */
function existing(settings: Settings, section: AccountSectionName, path: Path): Path {
  const full = [sectionKey(section), ...path];
  return settings.value(full) === undefined ? [sectionKey(section)] : full;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function bucketProblems(bucketName: string, settings: Settings): Problem[] {
  if (/^(?!\d+\.\d+\.\d+\.\d+$)[a-z\d](?:[a-z\d-]|\.(?!\.)){1,61}[a-z\d]$/.test(bucketName)) {
    return [];
  }
  const message = `"${bucketName}" (${bucketName.length} characters) is no name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots, a letter or digit at both ends. Give a bucketName, or the account a shorter one.`;
  return [settings.problem(existing(settings, "state", ["bucketName"]), message)];
}

function withoutBucket(settings: Settings): Problem[] {
  const given = settings.value([sectionKey("state")]);
  const unused = ["bucketName", "oldVersionDays"].filter((key) => isPlainMap(given) && key in given);
  return unused.map((key) =>
    settings.problem([sectionKey("state"), key], "with the keeper pulumiCloud there is no bucket. Leave it out."),
  );
}
