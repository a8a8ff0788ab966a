/** Lays an account's foundation: what it has once, whatever environments are in it. */
import { Failure } from "../errors";
import { formatProblem } from "@throughline/stacks/config";
import { foundationOf } from "@throughline/stacks/bootstrap/foundation";
import { loadAccount } from "@throughline/stacks/bootstrap/load";
import { bootstrapIn, type BootstrapOptions } from "./bootstrap";
import { inAccountsCloud } from "./cloud-place";
import type { BootstrappedAccount } from "./place";
import type { BootstrapReport } from "./report";
import { inAccountsSandbox } from "./sandbox-place";

export type { BootstrapOptions } from "./bootstrap";
export type { Adopted, BootstrapPlan, BootstrapReport } from "./report";
export { bootstrapSteps, type BootstrapStep } from "./steps";

export interface BootstrapArgs extends BootstrapOptions {
  /** The project's root folder. */
  readonly root: string;
  /** Name of the account: its file is `bootstrap/<account>.yaml`. */
  readonly account: string;
  /** Works in the project's sandbox instead of the cloud. */
  readonly sandbox: boolean;
}

/**
 * Lays the foundation of an account; see {@link bootstrapIn}.
 *
 * @throws Failure with everything that is wrong with the account's file, or see {@link bootstrapIn}.
 */
export function bootstrap({ root, account: name, sandbox, ...options }: BootstrapArgs): Promise<BootstrapReport> {
  const account = validAccount(root, name);
  const place = sandbox ? inAccountsSandbox : inAccountsCloud;
  return place(root, account, (there) => bootstrapIn(there, account, options));
}

function validAccount(root: string, name: string): BootstrappedAccount {
  const { file, problems, sections } = loadAccount(root, name);
  if (sections === undefined) {
    throw new Failure("config", problems.map(formatProblem).join("\n"));
  }
  return { name, file, sections, foundation: foundationOf(name, sections) };
}
