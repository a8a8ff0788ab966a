import type { Properties, PropertyPath } from "../../resource-type";
import { format } from "../../server/property-path";
import { at } from "../../wire/secrets";
import { containsUnknown, isObject } from "../../wire/values";
import type { FieldError } from "../api-error";
import { moduleOf } from "./packages";
import { freeForm } from "./free-form";
import { watch } from "./watch";

/** What a schema says about an object. */
export interface Findings {
  /** Fields that it does not have. */
  readonly unknown: readonly string[];
  readonly errors: readonly FieldError[];
}

/** Looks at an object, which may hold unknown values. */
export type Validator = (object: Properties) => Findings;

const validators = new Map<string, Promise<Validator | undefined>>();

/** The validator of a kind by its published schema; undefined where no package has one. Read once, when first used. */
export function validatorOf(group: string, version: string, kind: string): Promise<Validator | undefined> {
  const key = [group, version, kind].join("/");
  const known = validators.get(key);
  if (known) {
    return known;
  }
  const loading = load(group, version, kind);
  validators.set(key, loading);
  return loading;
}

async function load(group: string, version: string, kind: string): Promise<Validator | undefined> {
  const module = moduleOf(group, version, kind);
  if (module === undefined) {
    return undefined;
  }
  try {
    const { [kind]: model } = (await import(module)) as Readonly<Record<string, Model | undefined>>;
    return model && ((object) => validate(model, object));
  } catch (error) {
    if (
      ["ERR_PACKAGE_PATH_NOT_EXPORTED", "ERR_MODULE_NOT_FOUND"].includes(String((error as NodeJS.ErrnoException).code))
    ) {
      return undefined;
    }
    throw error;
  }
}

/** A class of the schema packages: its method `validate` looks at what it is called on. */
interface Model {
  readonly prototype: object;
}

interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Properties;
  readonly message?: string;
}

function validate(model: Model, object: Properties): Findings {
  const { watched, unread } = watch(object);
  const method = Reflect.get(model.prototype, "validate") as (this: unknown) => void;
  const errors = errorsOf(() => {
    method.call(watched);
  });
  return {
    unknown: unread()
      .filter((path) => !freeForm(path))
      .map(format),
    errors: distinct(
      telling(errors)
        .map((error) => explain(error, object))
        .filter((explained) => explained !== undefined),
    ),
  };
}

function errorsOf(run: () => void): readonly SchemaError[] {
  try {
    run();
    return [];
  } catch (error) {
    if (isObject(error) && Array.isArray(error.errors)) {
      return error.errors as readonly SchemaError[];
    }
    throw error;
  }
}

const CHOICES = new Set(["anyOf", "oneOf"]);

/** Without what the branches of a failed choice say: which of them was meant is not known. */
function telling(errors: readonly SchemaError[]): readonly SchemaError[] {
  const choices = new Set(errors.filter(({ keyword }) => CHOICES.has(keyword)).map(({ instancePath }) => instancePath));
  return errors.filter(({ keyword, instancePath }) => CHOICES.has(keyword) || !choices.has(instancePath));
}

const distinct = (errors: readonly FieldError[]): readonly FieldError[] => [
  ...new Map(errors.map((error) => [`${error.field} ${error.problem}`, error])).values(),
];

/** An error as the API server words it; none when it is about a value that is not known yet. */
function explain(
  { instancePath, keyword, params, message = "" }: SchemaError,
  object: Properties,
): FieldError | undefined {
  const path = pathOf(instancePath, object);
  const value = at(object, path);
  if (containsUnknown(value)) {
    return undefined;
  }
  if (keyword === "required") {
    return { field: format([...path, String(params.missingProperty)]), problem: "Required value" };
  }
  const field = format(path);
  if (keyword === "enum") {
    const allowed = (params.allowedValues as readonly unknown[]).map((item) => JSON.stringify(item)).join(", ");
    return { field, problem: `Unsupported value: ${show(value)}: supported values: ${allowed}` };
  }
  return { field, problem: `Invalid value: ${show(value)}: ${message}` };
}

/** Reads a JSON pointer; positions in lists become numbers. */
function pathOf(pointer: string, object: Properties): PropertyPath {
  const keys = pointer.split("/").slice(1);
  return keys.reduce<PropertyPath>((path, key) => {
    const name = key.replaceAll("~1", "/").replaceAll("~0", "~");
    return [...path, Array.isArray(at(object, path)) ? Number(name) : name];
  }, []);
}

const show = (value: unknown): string =>
  isObject(value) ? (Array.isArray(value) ? "array" : "object") : JSON.stringify(value);
