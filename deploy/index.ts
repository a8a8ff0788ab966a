/** The driver: runs layers through the engine, in a sandbox or for real. */
export { Failure } from "./errors";
export type { FailureKind } from "./errors";
export type { Diagnostic } from "./engine/diagnostics";
export { refuseAttachedProviders } from "./isolation/guard";
export { rehearse } from "./rehearse";
export type { LayerProgress, RehearseOptions } from "./rehearse";
export type { Assumed, LayerRehearsal, Rehearsal, RehearsalResult } from "./rehearsal";
export { runInSandbox } from "./sandbox-command";
export type { SandboxCommand } from "./sandbox-command";
