import * as fs from "node:fs";
import { packages as allPackages } from "./packages";
import type { ProviderPackage } from "./provider-package";
import type { Properties, WorldResource } from "./resource-type";
import { Assumptions } from "./server/assumptions";
import type { Assumption } from "./server/assumptions";
import { Lifecycle } from "./server/lifecycle";
import { Provider } from "./server/provider";
import { serve } from "./server/server";
import type { RunningServer } from "./server/server";
import { Table } from "./server/table";
import { Traffic } from "./server/traffic";
import * as drift from "./world/drift";
import { Journal } from "./world/journal";
import { lock } from "./world/lock";
import { World } from "./world/world";

export interface SandboxOptions {
  /** Folder that keeps the world between runs. @default the world lives in memory only */
  readonly worldDirectory?: string;
  /** Account of providers whose configuration names none. @default "123456789012" */
  readonly account?: string;
  /**
   * Milliseconds that a request which is refused for now waits for another request to make it possible.
   * @default 3000
   */
  readonly patience?: number;
  /** The packages to stand in for. @default aws, awsx and random */
  readonly packages?: readonly ProviderPackage[];
}

export interface Sandbox {
  /** Value for `PULUMI_DEBUG_PROVIDERS`. */
  readonly attachments: string;
  /** Everything that exists, in the order in which it was made. */
  readonly resources: () => readonly WorldResource[];
  /** What was answered without a source, and how often. */
  readonly assumptions: () => readonly Assumption[];
  /** Changes a resource as other hands would: no rule is asked. Throws when there is no such resource. */
  edit(type: string, id: string, properties: Properties): void;
  /** Deletes a resource as other hands would. Throws when there is no such resource. */
  remove(type: string, id: string): void;
  /** Ends the providers and leaves the world to the next run. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts the offline providers in this process, on 127.0.0.1 only, each on a free port.
 *
 * Throws when another process uses the world's folder, or when the folder cannot be read or written.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { worldDirectory, account = "123456789012", patience = 3000, packages = allPackages } = options;
  const { world, close: closeWorld } = openWorld(worldDirectory);
  const traffic = new Traffic(patience);
  const table = new Table();
  const assumptions = new Assumptions();
  const lifecycle = new Lifecycle(world, table, traffic, assumptions);
  const shared = { world, table, lifecycle, assumptions, defaults: { account, region: "" } };
  const servers: RunningServer[] = [];
  let open = true;
  const close = (): void => {
    if (open) {
      open = false;
      traffic.close();
      for (const server of servers) {
        server.close();
      }
      closeWorld();
    }
  };
  try {
    loadPresent(table, packages, world);
    for (const provider of packages) {
      servers.push(await serve(provider.name, new Provider(provider, shared), traffic));
    }
  } catch (error) {
    close();
    throw error;
  }
  return {
    attachments: servers.map(({ name, port }) => `${name}:${port}`).join(","),
    resources: () => world.all(),
    assumptions: () => assumptions.list(),
    edit: (type, id, properties) => {
      drift.edit(world, type, id, properties);
    },
    remove: (type, id) => {
      drift.remove(world, type, id);
    },
    close: () => {
      close();
      return Promise.resolve();
    },
  };
}

/** The rows of what exists already are needed from the start: they say what is in use. */
function loadPresent(table: Table, packages: readonly ProviderPackage[], world: World): void {
  const present = new Set(world.all().map(({ type }) => type.split(":")[0]));
  for (const provider of packages.filter(({ name }) => present.has(name))) {
    table.load(provider);
  }
}

function openWorld(directory: string | undefined): { readonly world: World; readonly close: () => void } {
  if (directory === undefined) {
    return { world: new World(), close: () => undefined };
  }
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    return keptWorld(directory, lock(directory));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined
      ? error
      : new Error(`the sandbox cannot keep its world in ${directory}: ${message}`, { cause: error });
  }
}

function keptWorld(directory: string, unlock: () => void): { readonly world: World; readonly close: () => void } {
  try {
    const { world, journal } = Journal.open(directory);
    return {
      world,
      close: () => {
        journal.close(world);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
