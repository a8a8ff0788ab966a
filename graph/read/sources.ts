import { existingFrom } from "./existing";
import { exportFrom } from "./exports";
import { parseJson } from "./json";
import { manifestsFrom, readManifests } from "./manifests";
import { afterPreview, type Preview, previewFrom } from "./previews";
import type { Source } from "./resource";
import { SourceError } from "./source-error";
import { isMap } from "./values";

/** A file that says what there is, or will be. */
export interface SourceFile {
  /** What errors call it. */
  readonly name: string;
  readonly text: string;
}

export interface ReadSources {
  readonly sources: readonly Source[];
  /** What is wrong with files that could not be read; nothing of these is among the sources. */
  readonly errors: readonly SourceError[];
}

type Read =
  | { readonly kind: "export" | "other"; readonly source: Source }
  | { readonly kind: "preview"; readonly source: Preview };

/** JSON files by a key that only they have. */
const kinds: readonly { readonly key: string; readonly read: (name: string, json: unknown) => Read }[] = [
  { key: "deployment", read: (name, json) => ({ kind: "export", source: exportFrom(name, json) }) },
  { key: "steps", read: (name, json) => ({ kind: "preview", source: previewFrom(name, json) }) },
  { key: "layers", read: (name, json) => ({ kind: "other", source: existingFrom(name, json) }) },
  { key: "apiVersion", read: (name, json) => ({ kind: "other", source: manifestsFrom(name, [json]) }) },
];

/**
 * Reads files of any kind: exports of stacks, previews, existing resources, Kubernetes manifests. A preview stands for
 * its stack's export, which it changes. All errors are told at once.
 */
export function readSources(files: readonly SourceFile[]): ReadSources {
  const errors: SourceError[] = [];
  const attempt = <T>(read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      errors.push(error);
      return [];
    }
  };
  const all = files.flatMap((file) => attempt(() => recognise(file)));
  const previews = all.flatMap((read) => (read.kind === "preview" ? [read.source] : []));
  const before = new Map(all.flatMap(({ kind, source }) => (kind === "export" ? [[stackOf(source), source]] : [])));
  const after = previews.flatMap((preview) => attempt(() => afterPreview(preview, before.get(stackOf(preview)))));
  const previewed = new Set(previews.map(stackOf));
  const others = all.flatMap(({ kind, source }) =>
    kind === "other" || (kind === "export" && !previewed.has(stackOf(source))) ? [source] : [],
  );
  return { sources: [...others, ...after], errors };
}

function recognise({ name, text }: SourceFile): Read {
  const start = text.trimStart();
  if (start === "") throw new SourceError(name, "the file is empty");
  if (!start.startsWith("{")) {
    if (/^(kind|apiVersion):/m.test(start)) return { kind: "other", source: readManifests(name, text) };
    throw foreign(name);
  }
  const json = parseJson(name, text);
  const kind = isMap(json) ? kinds.find(({ key }) => Object.hasOwn(json, key)) : undefined;
  if (kind === undefined) throw foreign(name);
  return kind.read(name, json);
}

function foreign(name: string): SourceError {
  return new SourceError(
    name,
    'not recognised. Allowed: what "pulumi stack export" or "pulumi preview --json" writes, ' +
      "existing.<environment>.json, and Kubernetes manifests.",
  );
}

/** `urn:pulumi:<stack>::<project>` of its resources. */
function stackOf({ resources: [first] }: Source): string | undefined {
  return first?.urn.split("::").slice(0, 2).join("::");
}
