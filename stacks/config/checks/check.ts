import type { EnvironmentLayers } from "../../layers";
import type { Finding } from "../finding";
import type { SectionName, Sections } from "../sections";
import type { Settings } from "../settings";

/** What a check may look at beside the sections. */
export interface CheckContext {
  readonly environment: string;
  /** The day for which versions and acknowledgements are judged. */
  readonly today: Date;
  readonly settings: Settings;
  /** Names of the other environments. */
  readonly environments: readonly string[];
  /** Addresses of those that `peers` names, as far as they can be read. */
  readonly peers: readonly Peer[];
  /** What the layers of the other environments read, as far as it can be read. */
  readonly readElsewhere: () => readonly EnvironmentLayers[];
}

export interface Peer {
  readonly environment: string;
  readonly vpcs: readonly { readonly name: string; readonly cidrBlock: string }[];
}

/** Finds what is wrong when values are read together; says nothing while it cannot read a section that it needs. */
export type Check = (sections: Partial<Sections>, context: CheckContext) => Finding[];

/** A check of the file, whatever is in its sections. */
export function checkFile(find: (context: CheckContext) => Finding[]): Check {
  return (_, context) => find(context);
}

/** A check of some sections. */
export function check<Name extends SectionName>(
  names: readonly Name[],
  find: (sections: Pick<Sections, Name>, context: CheckContext) => Finding[],
): Check {
  return (sections, context) =>
    names.every((name) => name in sections) ? find(sections as Pick<Sections, Name>, context) : [];
}
