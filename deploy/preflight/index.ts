import { settingsFileName } from "@throughline/stacks/config";
import { type StackNode, withDependents } from "@throughline/stacks/layers";
import { exportStack } from "../engine/stack";
import { Failure } from "../errors";
import { commandFor, type Scope } from "../scope";
import { listed } from "../words";
import { layerFolder, parseStackName, stackIn, type Workplace } from "../workplace";
import { type AskCloud, findLosses, type Loss } from "./find-losses";
import { holdsObjects } from "./holds-objects";

export type { Loss } from "./find-losses";

export interface Destruction {
  /** The stacks to destroy. */
  readonly stacks: readonly StackNode[];
  readonly scope: Scope;
  readonly isDeployed: (name: string) => boolean;
}

/**
 * Looks at all that is to be destroyed before the first deletion.
 *
 * @returns what will be lost, and what stays behind.
 * @throws Failure with everything that would stop the run half way, and how to mend each.
 */
export async function preflight(place: Workplace, destruction: Destruction): Promise<Loss[]> {
  const losses = (await Promise.all(destruction.stacks.map((stack) => lossesIn(place, stack)))).flat();
  const obstacles = [
    ...losses.filter(({ effect }) => effect === "stops").map(formatObstacle),
    ...readersLeft(place, destruction),
  ];
  if (obstacles.length > 0) {
    throw new Failure("refused", `Nothing was deleted, because not all can be:\n${obstacles.join("\n")}`);
  }
  return losses;
}

async function lossesIn(place: Workplace, { name, environment }: StackNode): Promise<Loss[]> {
  const { resources } = await exportStack(stackIn(place, name));
  const pulumi = `${place.sandbox ? "npx throughline sandbox -- " : ""}pulumi -C ${layerFolder(name)}`;
  return findLosses(name, resources, {
    unprotect: (urn) => `${pulumi} state unprotect -s ${environment} '${urn}'`,
    holdsSomething: place.sandbox ? nobodyKnows : holdsObjects,
  });
}

const nobodyKnows: AskCloud = () => Promise.resolve(undefined);

function formatObstacle({ stack, urn, because, mend }: Loss): string {
  return [`  ${stack}: ${because}`, `    ${urn}`, ...(mend === undefined ? [] : [`    ${mend}`])].join("\n");
}

/** The deployed stacks that read one of those to be deleted, and are not deleted with it. */
function readersLeft({ sandbox }: Workplace, { stacks, scope, isDeployed }: Destruction): string[] {
  const names = stacks.map(({ name }) => name);
  const left = scope.graph.filter(({ name }) => !names.includes(name) && isDeployed(name));
  const readers = left.filter(({ reads }) => reads.some((read) => names.includes(read)));
  const before = withDependents(
    scope.graph,
    readers.map(({ name }) => name),
  ).filter((name) => !names.includes(name) && isDeployed(name));
  return readers.flatMap(({ name, environment, reads }) => {
    const read = reads.filter((other) => names.includes(other));
    const first = before.filter((other) => parseStackName(other).stack === environment);
    const elsewhere = read.some((other) => parseStackName(other).stack !== environment);
    return [
      `  ${listed(read)}: ${name} is deployed and reads ${read.length === 1 ? "it" : "them"}`,
      `    Destroy it first: ${commandFor("destroy", first, { layers: [] }, { sandbox })}`,
      ...(elsewhere
        ? [`    Or take it out of throughline:reads in ${settingsFileName(environment)}, and deploy that.`]
        : []),
    ];
  });
}
