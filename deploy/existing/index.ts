import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Sections } from "@throughline/stacks/config";
import {
  type ExistingFile,
  existingFileName,
  existingFileVersion,
  type ExistingLayer,
  existingLayers,
  wantedData,
  wantedNetwork,
} from "@throughline/stacks/existing";
import { Failure } from "../errors";
import { type Clients, connect, disconnect } from "./clients";
import { Collection } from "./collection";
import { takeInventory as takeDataInventory } from "./data/inventory";
import { mapData } from "./data/map-data";
import { addDetails } from "./network/details";
import { takeInventory as takeNetworkInventory } from "./network/inventory";
import { mapNetwork } from "./network/map-network";
import { Questions } from "./questions";
import { Search } from "./search";
import { writeExisting } from "./write";

export interface FindOptions {
  /** The project's root folder, where the file is written. */
  readonly root: string;
  readonly environment: string;
  /** The environment's settings, which are valid. */
  readonly sections: Sections;
}

export interface FoundExisting {
  /** Name of the file. */
  readonly file: string;
  /** Whether it says something else than before. */
  readonly changed: boolean;
  /** Number of resources by layer. */
  readonly resources: Readonly<Partial<Record<ExistingLayer, number>>>;
}

/**
 * Finds by reading calls what exists of an environment, and writes `existing.<environment>.json`.
 *
 * Values of secrets are not asked for. Nothing is written unless everything was found.
 *
 * @throws Failure with all calls that AWS did not answer, or with everything that is missing or not told apart.
 */
export async function findExisting({ root, environment, sections }: FindOptions): Promise<FoundExisting> {
  const layers = existingLayers(sections);
  if (layers.length === 0) {
    throw new Failure(
      "usage",
      `the settings of "${environment}" say of no layer that it exists. Say it: throughline:existing: { network: {} }`,
    );
  }
  const clients = connect(sections.account.region);
  try {
    await checkAccount(clients, sections);
    const finding: Finding = { environment, sections, clients, ask: new Questions(), search: new Search() };
    const network = layers.includes("network") ? await findNetwork(finding) : undefined;
    const data = layers.includes("data") ? await findData(finding) : undefined;
    settle(finding);
    const { id, region } = sections.account;
    const file: ExistingFile = {
      version: existingFileVersion,
      environment,
      account: { id, region },
      layers: { network, data },
    };
    return {
      file: existingFileName(environment),
      changed: writeExisting(root, file),
      resources: {
        ...(network && { network: network.resources.length }),
        ...(data && { data: data.resources.length }),
      },
    };
  } finally {
    disconnect(clients);
  }
}

/** The credentials of another account would find another account's resources. */
async function checkAccount({ sts }: Clients, { account }: Sections): Promise<void> {
  const ask = new Questions();
  const identity = await ask.answer("sts:GetCallerIdentity", () => sts.send(new GetCallerIdentityCommand({})));
  ask.settle();
  if (identity?.Account !== account.id) {
    throw new Failure(
      "machine",
      `the credentials are those of account ${identity?.Account ?? "unknown"}, and throughline:account.id is ${account.id}. Sign in to that account.`,
    );
  }
}

interface Finding {
  readonly environment: string;
  readonly sections: Sections;
  readonly clients: Clients;
  readonly ask: Questions;
  readonly search: Search;
}

type Layer = ExistingFile["layers"]["network"];

async function findNetwork({ environment, sections, clients, ask, search }: Finding): Promise<Layer> {
  const wanted = wantedNetwork(sections);
  const inventory = await takeNetworkInventory(clients, ask, wanted);
  const found = new Collection();
  const told = sections.existing.network ?? {};
  const context = { environment, place: placeOf(sections), wanted, told, inventory, search, found };
  const mapped = mapNetwork(context);
  if (search.problems.length === 0) {
    await addDetails(clients, ask, context, mapped);
  }
  return { ids: mapped.ids, resources: found.list() };
}

async function findData({ environment, sections, clients, ask, search }: Finding): Promise<Layer> {
  const wanted = wantedData(environment, sections);
  const inventory = await takeDataInventory(clients, ask, wanted);
  const found = new Collection();
  const ids = mapData({ place: placeOf(sections), wanted, inventory, search, found });
  return { ids, resources: found.list() };
}

function placeOf({ account }: Sections) {
  return { account: account.id, region: account.region };
}

/** What AWS did not answer looks like missing: it is told first, and alone. */
function settle({ environment, ask, search }: Finding): void {
  ask.settle();
  if (search.problems.length > 0) {
    const list = search.problems.map((problem) => `\n  ${problem}.`).join("");
    throw new Failure(
      "config",
      `not everything that the settings of "${environment}" want is there, or told apart; nothing was written:${list}`,
    );
  }
}
