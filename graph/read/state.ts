import { z } from "zod";
import type { Place, Resource } from "./resource";
import { isMap, readValue, type StateMap } from "./values";

/** A resource as states and previews have it: https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export */
export const stateSchema = z.object({
  urn: z.string().startsWith("urn:pulumi:"),
  type: z.string(),
  id: z.string().optional(),
  inputs: z.unknown().optional(),
  outputs: z.unknown().optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  external: z.boolean().optional(),
  delete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  propertyDependencies: z.record(z.string(), z.array(z.string()).nullable()).optional(),
});

export type State = z.output<typeof stateSchema>;

/** States as resources; each knows the place of its provider, which has to be among them. */
export function toResources(states: readonly State[]): Resource[] {
  const places = new Map(
    states
      .filter(({ type }) => type.startsWith("pulumi:providers:"))
      .map(({ urn, inputs, outputs }) => [urn, placeOf({ ...mapOf(inputs), ...mapOf(outputs) })]),
  );
  return states.map((state) => toResource(state, places.get(providerUrn(state))));
}

/** A reference to a provider ends with its id. */
function providerUrn({ provider = "" }: State): string {
  return provider.slice(0, Math.max(0, provider.lastIndexOf("::")));
}

function toResource(state: State, place: Place | undefined): Resource {
  const { urn, type, id, outputs, parent, provider, external = false, propertyDependencies } = state;
  const inputs = mapOf(state.inputs);
  return {
    urn,
    type,
    id: id === "" ? undefined : id,
    inputs,
    outputs: outputs === undefined || outputs === null ? inputs : mapOf(outputs),
    parent,
    provider,
    external,
    propertyDependencies: propertyDependencies && dependencies(propertyDependencies),
    place,
    doubt: state.delete === true ? "waits for its deletion" : undefined,
  };
}

function dependencies(given: Readonly<Record<string, readonly string[] | null>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(given).map(([name, urns]) => [name, urns ?? []]));
}

/** A provider may work in one account only if it is told which are allowed. */
function placeOf({ region, allowedAccountIds }: StateMap): Place {
  const [account, ...others] = accounts(allowedAccountIds);
  return {
    region: typeof region === "string" && region !== "" ? region : undefined,
    account: others.length === 0 ? account : undefined,
  };
}

/** A list in a provider's settings is kept as the JSON of it. */
function accounts(given: unknown): readonly string[] {
  if (Array.isArray(given)) return given.filter((item) => typeof item === "string");
  if (typeof given !== "string") return [];
  try {
    const list: unknown = JSON.parse(given);
    return Array.isArray(list) ? list.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}

export function mapOf(value: unknown): StateMap {
  const read = readValue(value);
  return isMap(read) ? read : {};
}
