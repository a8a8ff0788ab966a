import { backendUrl, secretsProviderUrl } from "@throughline/stacks/bootstrap/state-urls";
import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { inCloud } from "../cloud";
import { Failure } from "../errors";
import { privateFolder, type PrivateFolder, unusable } from "../isolation/folder";
import { mirrorProject } from "../isolation/mirror";
import { persistentPlace } from "../isolation/places";
import { runVariable } from "../isolation/processes";
import { claimSession, type Session } from "../isolation/session";
import { postWarden } from "../isolation/warden";
import type { StateBackend } from "./backend";
import type * as findInCloud from "./find-in-cloud";
import type { Finder } from "./find-in-cloud";
import { passphraseFile } from "./passphrase";
import type { BootstrapPlace, BootstrappedAccount } from "./place";
import { lastingTitle } from "./sandbox-place";

/**
 * Lays a foundation in the account itself, with the user's own credentials. The program runs in a private mirror, where
 * the engine writes settings, and the local state is in a private folder of the account, whatever copy of the project
 * is used.
 *
 * @throws Failure if another process is at it, if there is no engine, or if the credentials are another account's.
 */
export function inAccountsCloud<T>(
  root: string,
  account: BootstrappedAccount,
  work: (place: BootstrapPlace) => Promise<T>,
): Promise<T> {
  return inCloud(root, async ({ engine, environment, assumptions }) => {
    const folder = makeFolder(root, account);
    const session = await claim(folder, account);
    const warden = postWarden("end-session", session.run);
    const own = { ...environment, PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true", [runVariable]: session.run };
    try {
      await mirrorProject(root, folder.project, { stacks: [] });
      return await withFinder(account, (finder) =>
        work({
          engine,
          sandbox: false,
          root,
          program: join(folder.project, "stacks", "bootstrap"),
          local: localBackend(folder, own),
          lasting: lastingBackend(account, own),
          find: (wanted) => finder.find(wanted),
          assumptions,
        }),
      );
    } finally {
      session.end();
      warden.dismiss();
    }
  });
}

async function withFinder<T>({ sections }: BootstrappedAccount, work: (finder: Finder) => Promise<T>): Promise<T> {
  // Not import(): that is for ES modules, which tsx/cjs does not translate. The clients take a while to load.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { Finder } = require("./find-in-cloud") as typeof findInCloud;
  const finder = new Finder(sections.account);
  try {
    await finder.refuseOtherAccount();
    return await work(finder);
  } finally {
    finder.close();
  }
}

function makeFolder(root: string, { name, sections }: BootstrappedAccount): PrivateFolder {
  const data = dirname(persistentPlace(root));
  const path = join(data, "bootstrap", [name, sections.account.id, sections.account.region].join("-"));
  const folder = privateFolder(path);
  try {
    mkdirSync(folder.backend, { recursive: true });
    mkdirSync(folder.project, { recursive: true });
    chmodSync(path, 0o700);
  } catch (error) {
    throw unusable(path, "THROUGHLINE_STATE", error);
  }
  return folder;
}

async function claim(folder: PrivateFolder, { name }: BootstrappedAccount): Promise<Session> {
  try {
    return await claimSession(folder);
  } catch (error) {
    const pid = error instanceof Failure ? /process (\d+)/.exec(error.message)?.[1] : undefined;
    throw pid === undefined
      ? error
      : new Failure("machine", `Process ${pid} is bootstrapping "${name}" already. Wait for its end.`);
  }
}

function localBackend(folder: PrivateFolder, environment: Readonly<Record<string, string>>): BootstrapPlace["local"] {
  const others = Object.entries(environment).filter(([name]) => name !== "PULUMI_CONFIG_PASSPHRASE");
  return {
    title: `the folder ${folder.backend}`,
    folder: folder.backend,
    environment: {
      ...Object.fromEntries(others),
      PULUMI_BACKEND_URL: pathToFileURL(folder.backend).href,
      PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(folder.backend),
    },
  };
}

function lastingBackend(account: BootstrappedAccount, environment: Readonly<Record<string, string>>): StateBackend {
  const { state } = account.foundation;
  const { region } = account.sections.account;
  return state === undefined
    ? { title: lastingTitle(account), environment }
    : {
        title: lastingTitle(account),
        environment: { ...environment, PULUMI_BACKEND_URL: backendUrl(region, state.bucketName) },
        secretsProvider: secretsProviderUrl(region, state.keyAlias),
      };
}
