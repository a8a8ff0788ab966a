import type { CreateContext, Properties, ResourceType } from "../resource-type";
import { secretsIn } from "../wire/secrets";
import { isObject, unknown } from "../wire/values";
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
  const outputs = foreseen(plain, computedOutputs(row, plain, context), binding);
  return { plain: outputs, secrets: secretsIn(outputs, plain, secrets) };
}

/** Outputs that an update with these inputs would leave, where not all of them are known: what was decided stays. */
export function previewUpdate(
  row: ResourceType,
  inputs: Properties,
  context: CreateContext,
  old: Properties,
): Properties {
  return { ...old, ...foreseen(inputs, computedOutputs(row, inputs, context), old) };
}

/** The names of a row's computed outputs. */
export function computedNames(row: ResourceType, inputs: Properties, context: CreateContext): readonly string[] {
  return Object.keys(computedOutputs(row, inputs, context));
}

/** A row may stumble over unknown inputs: then its computed outputs are not told. */
function computedOutputs(row: ResourceType, inputs: Properties, context: CreateContext): Properties {
  try {
    return row.computed(inputs, context);
  } catch {
    return {};
  }
}

/** What is given, and beside it, at every depth, what the cloud decides: as it was decided before, else unknown. */
function foreseen(given: Properties, decided: Properties, before: Properties): Properties {
  const names = new Set([...Object.keys(decided), ...Object.keys(given)]);
  return Object.fromEntries(
    [...names].map((name) => [
      name,
      name in given ? foreseenPart(given[name], decided[name], before[name]) : (before[name] ?? unknown),
    ]),
  );
}

function foreseenPart(given: unknown, decided: unknown, before: unknown): unknown {
  if (isMap(given) && isMap(decided)) {
    return foreseen(given, decided, isMap(before) ? before : {});
  }
  if (Array.isArray(given) && Array.isArray(decided) && given.length === decided.length) {
    const old: readonly unknown[] = Array.isArray(before) ? before : [];
    return given.map((item, index) => foreseenPart(item, decided[index], old[index]));
  }
  return given;
}

function isMap(value: unknown): value is Properties {
  return isObject(value) && !Array.isArray(value);
}
