import { devNull } from "node:os";
import { delimiter, join } from "node:path";
import type { Engine } from "@throughline/tools/engine";
import type { PrivateFolder } from "./folder";
import { runVariable } from "./processes";
import { sandboxPassphrase } from "./settings";

/** What a child of the sandbox may know of the environment outside. Everything else stays outside. */
const allowed: readonly RegExp[] = [
  /^(PATH|TMPDIR|TEMP|TMP|TZ|USER|LOGNAME|SHELL|CI)$/,
  /^(LANG|LANGUAGE|LC_[A-Z]+)$/,
  /^(TERM|COLORTERM|NO_COLOR|FORCE_COLOR|COLUMNS|LINES)$/,
  // Public certificates: a package manager behind a company's proxy needs them.
  /^(SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS)$/,
];

/** Variables of tool chains and their caches, with the folder under HOME where they are otherwise: they stay there. */
const toolFolders: Readonly<Record<string, string>> = {
  npm_config_cache: ".npm",
  GOPATH: "go",
  PYENV_ROOT: ".pyenv",
  VOLTA_HOME: ".volta",
  ASDF_DATA_DIR: ".asdf",
  NODENV_ROOT: ".nodenv",
};

/** Nobody listens on this address: port 9 is "discard". */
const nowhere = "127.0.0.1:9";

export interface IsolatedEnvironmentOptions {
  readonly folder: PrivateFolder;
  /** Identifies all processes of a run, whatever becomes of their parents. */
  readonly run: string;
  /** Put first on PATH. */
  readonly engine: Pick<Engine, "directory">;
  /** Value for PULUMI_DEBUG_PROVIDERS. */
  readonly attachments: string;
  /** The environment outside. @default that of this process */
  readonly outside?: NodeJS.ProcessEnv;
}

/** The whole environment of a process inside the sandbox: no credentials, no cluster, no backend but the sandbox's. */
export function isolatedEnvironment(options: IsolatedEnvironmentOptions): Record<string, string> {
  const { folder, run, engine, attachments, outside = process.env } = options;
  const inherited = Object.entries(outside).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && allowed.some((name) => name.test(entry[0])),
  );
  return {
    ...Object.fromEntries(inherited),
    ...toolFoldersOf(outside),
    PATH: [engine.directory, outside.PATH].filter(Boolean).join(delimiter),
    HOME: folder.home,
    [runVariable]: run,

    PULUMI_HOME: folder.pulumiHome,
    PULUMI_BACKEND_URL: folder.backendUrl,
    PULUMI_CONFIG_PASSPHRASE: sandboxPassphrase,
    PULUMI_DEBUG_PROVIDERS: attachments,
    // A provider that is not attached is an error that names it: neither downloaded nor taken from PATH.
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",

    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://${nowhere}`,
    GCE_METADATA_HOST: nowhere,
    KUBECONFIG: devNull,
  };
}

function toolFoldersOf(outside: NodeJS.ProcessEnv): Record<string, string> {
  const folders = Object.entries(toolFolders).map(([name, path]) => [
    name,
    outside[name] ?? join(outside.HOME ?? "", path),
  ]);
  return Object.fromEntries(folders) as Record<string, string>;
}
