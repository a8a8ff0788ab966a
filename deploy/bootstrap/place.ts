import type { Adoptable, Foundation } from "@throughline/stacks/bootstrap/foundation";
import type { AccountSections } from "@throughline/stacks/bootstrap/schema";
import type { Assumed, EngineUsed } from "../rehearsal";
import type { StateBackend } from "./backend";

/** The account whose foundation is to be laid. */
export interface BootstrappedAccount {
  /** Its file is `bootstrap/<name>.yaml`. */
  readonly name: string;
  /** That file, relative to the repository's root. */
  readonly file: string;
  readonly sections: AccountSections;
  readonly foundation: Foundation;
}

/** Where a foundation is laid: a cloud, or a sandbox. What differs between them is here; the steps are the same. */
export interface BootstrapPlace {
  readonly engine: EngineUsed;
  /** Whether nothing in it exists in any cloud. */
  readonly sandbox: boolean;
  /** The project's root in the working tree. */
  readonly root: string;
  /** Folder of the program, where the engine may write settings. */
  readonly program: string;
  /** Where the state is until its bucket exists: a folder of this place's own. */
  readonly local: StateBackend & { readonly folder: string };
  /**
   * Where the state stays: the bucket, which may not exist yet, or Pulumi Cloud. In a sandbox a folder stands for it,
   * because there is no S3 that the engine could write to.
   */
  readonly lasting: StateBackend;
  /** Id of a resource in the cloud, if it exists; only looks. */
  find(wanted: Adoptable): Promise<string | undefined>;
  assumptions(): readonly Assumed[];
}
