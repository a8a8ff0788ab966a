import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { keyPath, plainPath, valueAt } from "../config/place";
import type { Problem } from "../config/problem";
import { issueReason } from "../config/reason";
import type { Sections } from "../config/sections";
import { type DataIds, dataIdsSchema } from "./data-ids";
import {
  type ExistingFile,
  existingFileName,
  existingFileSchema,
  existingFileVersion,
  type ExistingLayer,
  type ExistingResource,
} from "./file";
import { type IdOf, type NetworkIds, networkIdsSchema } from "./network-ids";
import { wantedData } from "./wanted-data";
import { wantedNetwork } from "./wanted-network";

/** What exists of an environment, by layer; only of layers that the settings say exist. */
export interface Existing {
  readonly network?: Found<NetworkIds>;
  readonly data?: Found<DataIds>;
}

/** A layer that exists. */
export interface Found<Ids> {
  /** What the names in the layer's contract stand for. */
  readonly ids: Ids;
  readonly resources: readonly ExistingResource[];
}

type ReadSections = Partial<Pick<Sections, "account" | "network" | "flows" | "data" | "existing">>;

/**
 * Reads `existing.<environment>.json` for the layers of which the settings say that they exist.
 *
 * @returns everything that is wrong with the file, or with it and the settings together; what exists is complete when
 * nothing is.
 */
export function loadExisting(
  root: string,
  environment: string,
  sections: ReadSections,
): { existing: Existing; problems: Problem[] } {
  const layers = existingLayers(sections);
  const reading = new Reading(environment);
  const { network, data, flows = [], existing = {} } = sections;
  const file = layers.length > 0 ? reading.file(root, layers) : undefined;
  if (file === undefined) {
    return { existing: {}, problems: reading.problems };
  }
  reading.account(file, sections);
  return {
    existing: {
      network:
        existing.network &&
        network &&
        reading.layer(file, "network", (idOf) => networkIdsSchema(wantedNetwork({ network, flows }), idOf)),
      data:
        existing.data &&
        data &&
        reading.layer(file, "data", (idOf) => dataIdsSchema(wantedData(environment, { data, existing }), idOf)),
    },
    problems: reading.problems,
  };
}

/** The layers of which the settings say that they exist. */
export function existingLayers({ existing = {} }: Partial<Pick<Sections, "existing">>): ExistingLayer[] {
  return (["network", "data"] as const).filter((layer) => existing[layer] !== undefined);
}

/** A resource that exists, and where. */
export interface PlacedResource extends Omit<ExistingResource, "name"> {
  readonly account: string;
  readonly region: string;
}

/** Everything that an environment's file describes, whatever the settings say; nothing if it cannot be read. */
export function existingResources(root: string, environment: string): PlacedResource[] {
  const file = new Reading(environment).file(root, []);
  return Object.values(file?.layers ?? {}).flatMap(({ resources }) =>
    resources.map(({ type, id, properties }) => ({
      type,
      id,
      account: file?.account.id ?? "",
      region: file?.account.region ?? "",
      properties,
    })),
  );
}

/** Reads one file, and collects what is wrong with it. */
class Reading {
  readonly problems: Problem[] = [];
  private readonly name: string;

  constructor(private readonly environment: string) {
    this.name = existingFileName(environment);
  }

  /** Undefined if it cannot be read as what it is. */
  file(root: string, layers: readonly ExistingLayer[]): ExistingFile | undefined {
    const path = join(root, this.name);
    if (!existsSync(path)) {
      const exist = layers.length === 1 ? `the layer ${layers.join()} exists` : `the layers ${layers.join(", ")} exist`;
      this.wrong([], `there is no such file, and throughline:existing says that ${exist}. ${this.find}`);
      return undefined;
    }
    const content = this.parse(readFileSync(path, "utf8"));
    if (content === undefined) {
      return undefined;
    }
    const version = valueAt(content, ["version"]);
    if (typeof version === "number" && version > existingFileVersion) {
      this.wrong(["version"], `${version}, and this program reads ${existingFileVersion}. Upgrade this program.`);
      return undefined;
    }
    const { data, error } = existingFileSchema.safeParse(content);
    if (error) {
      this.issues(error, content, []);
      return undefined;
    }
    if (data.environment !== this.environment) {
      this.wrong(["environment"], `"${data.environment}", and the file is that of "${this.environment}". ${this.find}`);
    }
    return data;
  }

  /** Undefined if the layer is not there, or not as the settings want it. */
  layer<Schema extends z.ZodType>(
    file: ExistingFile,
    name: ExistingLayer,
    schemaOf: (idOf: IdOf) => Schema,
  ): Found<z.output<Schema>> | undefined {
    const layer = file.layers[name];
    if (layer === undefined) {
      this.wrong(["layers", name], `missing, and throughline:existing says that it exists. ${this.find}`);
      return undefined;
    }
    const { resources } = layer;
    this.duplicates(name, resources);
    const described = new Set(resources.map(({ type, id }) => `${type} ${id}`));
    const idOf: IdOf = (type) =>
      z.string().refine((id) => described.has(`${type} ${id}`), `no ${type} of this id is among the resources`);
    const { data, error } = schemaOf(idOf).safeParse(layer.ids);
    if (error) {
      this.issues(error, layer.ids, ["layers", name, "ids"]);
      return undefined;
    }
    return { ids: data, resources };
  }

  account({ account }: ExistingFile, { account: settings }: ReadSections): void {
    for (const key of ["id", "region"] as const) {
      if (settings !== undefined && account[key] !== settings[key]) {
        const wanted = `throughline:account.${key} is ${settings[key]}`;
        this.wrong(["account", key], `${account[key]}, and ${wanted}. ${this.find}`);
      }
    }
  }

  private parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      this.wrong([], `not valid JSON: ${error instanceof Error ? error.message : String(error)}. ${this.find}`);
      return undefined;
    }
  }

  private duplicates(layer: ExistingLayer, resources: readonly ExistingResource[]): void {
    for (const key of ["name", "id"] as const) {
      const seen = new Set<string>();
      resources.forEach((resource, index) => {
        const identity = `${resource.type} ${resource[key]}`;
        if (seen.has(identity)) {
          this.wrong(
            ["layers", layer, "resources", index, key],
            `"${resource[key]}" is that of another ${resource.type} too. ${this.find}`,
          );
        }
        seen.add(identity);
      });
    }
  }

  private issues({ issues }: z.ZodError, content: unknown, above: readonly (string | number)[]): void {
    for (const issue of issues) {
      const path = [...above, ...plainPath(issue.path)];
      if (issue.code === "unrecognized_keys") {
        issue.keys.forEach((key) => {
          this.wrong([...path, key], `unknown key. ${this.find}`);
        });
      } else {
        this.wrong(path, `${issueReason(issue, valueAt(content, issue.path))}. ${this.find}`);
      }
    }
  }

  private wrong(path: readonly (string | number)[], message: string): void {
    this.problems.push({ file: this.name, ...(path.length > 0 && { key: keyPath(path) }), message });
  }

  /** How to mend it. */
  private get find(): string {
    return `Write it anew: npx throughline existing ${this.environment}`;
  }
}
