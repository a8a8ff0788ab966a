/** The driver: runs layers through the engine, in a sandbox or for real. */
export { Failure } from "./errors";
export type { FailureKind } from "./errors";
export { drive } from "./drive";
export type { DriveOptions } from "./drive";
export type { DriveReport, Verb } from "./drive-report";
export type { Change, ChangeOperation } from "./engine/changes";
export type { Diagnostic } from "./engine/diagnostics";
export { refuseAttachedProviders } from "./isolation/guard";
export type { Loss } from "./preflight";
export { rehearse } from "./rehearse";
export type { RehearseOptions } from "./rehearse";
export type { Assumed, LayerRehearsal, Rehearsal } from "./rehearsal";
export type { RunResult, StackProgress, StackResult } from "./run-stacks";
export { monthInSandbox, runInSandbox } from "./sandbox-command";
export type { MonthReport } from "@throughline/sandbox";
export type { SandboxCommand } from "./sandbox-command";
export { readScope } from "./scope";
export type { Scope } from "./scope";
