import { parseAllDocuments } from "yaml";
import { z } from "zod";
import type { Resource, Source } from "./resource";
import { SourceError } from "./source-error";
import { mapOf } from "./state";

const manifestSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({ name: z.string().optional(), namespace: z.string().optional() }).optional(),
  items: z.array(z.unknown()).optional(),
});

/** Reads Kubernetes manifests. @throws {SourceError} if the text is none. */
export function readManifests(name: string, text: string): Source {
  return manifestsFrom(name, documents(name, text));
}

export function manifestsFrom(name: string, found: readonly unknown[]): Source {
  return { name, resources: found.flatMap((document) => manifest(name, document)) };
}

function documents(name: string, text: string): unknown[] {
  try {
    return [...parseAllDocuments(text)].map((document): unknown => {
      const [error] = document.errors;
      if (error !== undefined) throw error;
      return document.toJS();
    });
  } catch (error) {
    throw new SourceError(name, `no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An object of the cluster, or all of a list. */
function manifest(source: string, document: unknown): Resource[] {
  if (document === null) return [];
  const parsed = manifestSchema.safeParse(document);
  if (!parsed.success) {
    throw new SourceError(source, "no Kubernetes manifest: an object with apiVersion and kind is expected");
  }
  const { apiVersion, kind, metadata = {}, items } = parsed.data;
  if (kind === "List") return (items ?? []).flatMap((item) => manifest(source, item));
  const type = `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
  const id = [metadata.namespace, metadata.name ?? "unnamed"].filter((part) => part !== undefined).join("/");
  const content = mapOf(document);
  return [
    {
      urn: `urn:pulumi:manifests::${source}::${type}::${id}`,
      type,
      id,
      inputs: content,
      outputs: content,
      parent: undefined,
      provider: undefined,
      external: false,
    },
  ];
}
