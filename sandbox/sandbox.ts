import * as fs from "node:fs";
import { createRequire } from "node:module";
import type * as Drift from "./drift/month";
import { packages as allPackages } from "./packages";
import { defaultPlace } from "./place";
import type { DeployerPlace } from "./place";
import type { ProviderPackage } from "./provider-package";
import type { Properties, WorldResource } from "./resource-type";
import { Assumptions } from "./server/assumptions";
import type { Assumption } from "./server/assumptions";
import { Lifecycle } from "./server/lifecycle";
import { Provider } from "./server/provider";
import type { Shared } from "./server/provider";
import { serve } from "./server/server";
import type { RunningServer } from "./server/server";
import { Table } from "./server/table";
import { Traffic } from "./server/traffic";
import * as drift from "./world/drift";
import { Journal } from "./world/journal";
import { lock } from "./world/lock";
import { seed } from "./world/seed";
import type { SeedResource } from "./world/seed";
import { World } from "./world/world";

const require = createRequire(__filename);

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
  /** Where the deployer stands. @default on the internet, with sessions through a bastion */
  readonly place?: Partial<DeployerPlace>;
  /** What exists before anything is made. @default nothing */
  readonly seed?: readonly SeedResource[];
  /** The packages to stand in for. @default all */
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
  /** Lets a month pass in the world, with all that AWS, autoscalers and rotations change meanwhile. */
  aMonthLater(): Drift.MonthReport;
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
  const shared: Shared = {
    world,
    table,
    lifecycle,
    assumptions,
    traffic,
    place: { ...defaultPlace, ...options.place },
    defaults: { account, region: "" },
  };
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
    loadPresent(table, packages, [...world.all(), ...(options.seed ?? [])]);
    seed(world, options.seed ?? [], (type) => table.isGlobal(type));
    for (const provider of packages) {
      servers.push(
        await serve(provider.name, () => provider.answers?.(shared) ?? new Provider(provider, shared), traffic),
      );
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
    aMonthLater: () => {
      packages.forEach((provider) => table.load(provider));
      return (require("./drift/month") as typeof Drift).aMonthLater({ world, table, lifecycle });
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
function loadPresent(
  table: Table,
  packages: readonly ProviderPackage[],
  resources: readonly Pick<WorldResource, "type">[],
): void {
  const present = new Set(resources.map(({ type }) => type.split(":")[0]));
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
