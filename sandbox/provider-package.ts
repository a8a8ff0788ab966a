import type { ComponentProvider } from "./component-provider";
import type { DataSource, Properties, ResourceType } from "./resource-type";

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
