import type { ComponentProvider } from "./component-provider";
import type { DataSource, Properties, ResourceType } from "./resource-type";
import type { EngineFacing } from "./server/engine-facing";
import type { Shared } from "./server/provider";
import type { WorldRecord } from "./world/record";
import type { World } from "./world/world";

/** A Pulumi package that the sandbox stands in for. */
export interface ProviderPackage {
  readonly name: string;
  /** Reads the tables; called once, when the package is first used. */
  load(): PackageTables;
  /** What errors call a resource of a type. @default the last part of the type, in words: "Route Table" */
  readonly title?: (type: string) => string;
  /** What a provider's configuration decides. Throws a message for people when the real provider would not start. */
  readonly settings?: (config: Properties, defaults: ProviderSettings) => ProviderSettings;
  /** Inputs that the configuration gives to each resource that has an output of that name. */
  readonly configuredInputs?: (inputs: Properties, settings: ProviderSettings) => Properties;
  /** Outputs by which a resource is bound to its provider: when they would become others, it is replaced. */
  readonly binding?: (settings: ProviderSettings) => Properties;
  /** Answers the engine itself, where a table cannot say what the provider does. @default the tables answer */
  readonly answers?: (shared: Shared) => EngineFacing;
  /** What ceases to exist together with a resource, of any package: a cluster's objects. */
  readonly goneWith?: (record: WorldRecord, world: World) => readonly WorldRecord[];
  /** Reads an id that `pulumi import` was given, where it may say more than the id. */
  readonly parseId?: (id: string) => { readonly id: string; readonly region?: string };
}

export interface PackageTables {
  readonly resourceTypes: readonly ResourceType[];
  readonly dataSources: readonly DataSource[];
  readonly components?: ComponentProvider;
}

/** Where and how one configured provider acts. */
export interface ProviderSettings {
  readonly account: string;
  readonly region: string;
  readonly defaultTags?: Readonly<Record<string, string>>;
}
