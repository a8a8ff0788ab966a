import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { secretText } from "../formats";
import { baseKey, sectionKey, type SectionName, sectionNames, sectionSchemas } from "../sections";
import { Docstrings, type DocType } from "./docstrings";

/** The committed file, relative to the repository's root. */
export const editorSchemaFile = "stacks/config/environment.schema.json";

const root = join(__dirname, "../../..");

/** Where the interfaces of the sections are documented: components, and the files of this folder. */
const documented = [join(root, "components"), join(__dirname, "..")];

const named = (name: string): DocType => ({ kind: "named", name });
const each = (of: DocType): DocType => ({ kind: "each", of });

/** What a section is, and the interface that documents it. */
const sections: Readonly<Record<SectionName, { readonly text: string; readonly type?: DocType }>> = {
  account: { text: "The AWS account and region that the environment is deployed to.", type: named("Account") },
  network: { text: "VPCs, tiers, NAT, transit gateway, bastion.", type: named("HubSpokeNetworkArgs") },
  compute: { text: "The cluster.", type: named("MeshClusterSettingsArgs") },
  data: { text: "Databases, caches, secrets.", type: named("DataTierSettingsArgs") },
  mesh: { text: "Istio and the cluster's add-ons.", type: named("IstioMeshSettingsArgs") },
  apps: { text: "The applications.", type: named("MeshServicesSettingsArgs") },
  edge: { text: "How the world reaches the environment.", type: named("EdgeDistributionSettingsArgs") },
  observability: { text: "What is watched, and who is told.", type: named("ObservabilityArgs") },
  flows: { text: "Who may talk to whom. What no flow names is refused.", type: each(named("FlowArgs")) },
  paths: { text: "What is promised of requests and packets, by name.", type: each(named("DeclaredPathArgs")) },
  policy: { text: "Which rules are enforced, and which findings are accepted.", type: named("PolicyArgs") },
  versions: { text: "Everything that is pinned.", type: named("VersionsArgs") },
  reads: { text: "Stacks of other environments that layers of this one read: `konecta/data`." },
  existing: { text: "Layers that are fulfilled by what exists already.", type: named("ExistingArgs") },
  peers: { text: "Environments whose VPCs are, or will be, connected with these: no addresses may overlap." },
};

export interface EditorSchema {
  readonly schema: object;
  /** Keys that a schema has and its interface has not, or the other way round, or that nobody documents. */
  readonly gaps: readonly string[];
}

type Json = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema of an environment's file for editors: names, types and docstrings. What is required is left to
 * `config check`, because a file may have it from another one.
 */
export function editorSchema(): EditorSchema {
  const gaps: string[] = [];
  const docs = new Docstrings(documented.flatMap(sourcesBelow));
  const properties = sectionNames.map((name): [string, Json] => {
    const { text, type } = sections[name];
    const json = z.toJSONSchema(sectionSchemas[name], { target: "draft-7", io: "input", override: relax }) as Json;
    delete json.$schema;
    delete json.default;
    if (type !== undefined) {
      describe(json, type, sectionKey(name), docs, gaps);
    }
    return [sectionKey(name), { description: text, ...json }];
  });
  const base = { type: "string" as const, description: "File with shared values, relative to the repository's root." };
  return { schema: file({ [baseKey]: base, ...Object.fromEntries(properties) }), gaps };
}

function file(properties: Record<string, Json>): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Settings of an environment",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties,
        // Keys of others are none of ours.
        propertyNames: { pattern: `^(?!throughline:)|^(${Object.keys(properties).join("|")})$` },
      },
    },
    required: ["config"],
  };
}

/** What an editor is not to complain about. */
function relax({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Json }): void {
  delete jsonSchema.required;
  if (zodSchema instanceof z.ZodString && zodSchema.def.coerce === true) {
    Object.assign(jsonSchema, { type: ["string", "integer"] });
  }
  if (zodSchema === secretText) {
    delete jsonSchema.type;
    Object.assign(jsonSchema, {
      type: "object",
      properties: { secure: { type: "string" } },
      required: ["secure"],
      additionalProperties: false,
    });
  }
}

/** Adds docstrings at every depth. */
function describe(json: Json, type: DocType, path: string, docs: Docstrings, gaps: string[]): void {
  if (type.kind === "each") {
    const inner = (json.items ?? json.additionalProperties) as Json | undefined;
    if (inner !== undefined && typeof inner === "object") {
      describe(inner, type.of, `${path}[]`, docs, gaps);
    }
    return;
  }
  if (type.kind !== "named" || !docs.has(type.name) || json.properties === undefined) {
    return;
  }
  const given = json.properties as Record<string, Json>;
  const known = docs.properties(type.name);
  for (const key of known.keys()) {
    if (!(key in given) && `${path}.${key}` !== flowsOfNetwork) {
      gaps.push(`${path}.${key}: of ${type.name}, but not of the schema`);
    }
  }
  for (const [key, child] of Object.entries(given)) {
    const doc = known.get(key);
    if (doc === undefined || doc.text === "") {
      gaps.push(`${path}.${key}: not documented in ${type.name}`);
      continue;
    }
    describe(child, doc.type, `${path}.${key}`, docs, gaps);
    given[key] = { description: doc.text, ...child };
  }
}

/** Flows span layers: they are a section of their own. */
const flowsOfNetwork = "throughline:network.flows";

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("node_modules"));
}
