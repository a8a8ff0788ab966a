import { join } from "node:path";
import { layerNamed, type LayerName } from "@throughline/stacks/layers";
import type { Stack } from "./engine/stack";
import type { Assumed, EngineUsed } from "./rehearsal";

/** Where the engine works on the stacks of a project: the user's cloud, or a sandbox. */
export interface Workplace {
  readonly engine: EngineUsed;
  /** Whether nothing in it exists in any cloud. */
  readonly sandbox: boolean;
  /** The project's root as the engine sees it. */
  readonly project: string;
  /** The project's root in the working tree. */
  readonly root: string;
  /** The whole environment of the engine and the programs. */
  readonly environment: Readonly<Record<string, string>>;
  /** What has been made up so far, because no source says what the cloud would answer. */
  readonly assumptions: () => readonly Assumed[];
}

/** The stack with this name: `dev/network`. */
export function stackIn({ project, root, environment }: Workplace, name: string): Stack {
  return { name: parseStackName(name).stack, directory: join(project, layerFolder(name)), environment, root };
}

/** Folder of the stack's program, relative to the project's root. */
export function layerFolder(name: string): string {
  return layerNamed(parseStackName(name).layer).directory;
}

/** The name by which the backend knows the stack, without its organization: `throughline-network/dev`. */
export function backendName(name: string): string {
  const { layer, stack } = parseStackName(name);
  return `${layerNamed(layer).project}/${stack}`;
}

export function parseStackName(name: string): { stack: string; layer: LayerName } {
  const [stack = "", layer = ""] = name.split("/");
  return { stack, layer: layer as LayerName };
}
