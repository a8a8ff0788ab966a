import type { CreateContext, Properties, ResourceType } from "../resource-type";
import { secretsIn } from "../wire/secrets";
import { unknown } from "../wire/values";
import type { Values } from "../wire/values";

/**
 * Outputs that a resource would be created with: its inputs are known as far as they are, what binds it to its
 * provider is known, what the cloud decides is not.
 */
export function previewCreate(
  row: ResourceType,
  { plain, secrets }: Values,
  context: CreateContext,
  binding: Properties,
): Values {
  const decided = computedNames(row, plain, context).map((name) => [name, binding[name] ?? unknown] as const);
  const outputs = { ...Object.fromEntries(decided), ...plain };
  return { plain: outputs, secrets: secretsIn(outputs, plain, secrets) };
}

/** The names of a row's computed outputs. A row may stumble over unknown inputs: then they are not told. */
export function computedNames(row: ResourceType, inputs: Properties, context: CreateContext): readonly string[] {
  try {
    return Object.keys(row.computed(inputs, context));
  } catch {
    return [];
  }
}
