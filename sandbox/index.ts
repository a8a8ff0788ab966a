/**
 * Offline providers for the real Pulumi engine and the world that they share.
 */
export { startSandbox } from "./sandbox";
export type { Sandbox, SandboxOptions } from "./sandbox";
export type { Drifted, MonthReport, Published } from "./drift/month";
export type { DeployerPlace } from "./place";
export type { Assumption } from "./server/assumptions";
export type { WorldResource } from "./resource-type";
export type { SeedResource } from "./world/seed";
