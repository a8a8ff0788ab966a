/** The state that the provider keeps of an object: what lives, and beside it what the program asked for. */
import { record, text } from "../aws/values";
import type { Properties, PropertyPath } from "../resource-type";
import { at, secretsIn, union } from "../wire/secrets";
import { isObject } from "../wire/values";
import type { Values } from "../wire/values";

const INPUTS = "__inputs";
const INITIAL_API_VERSION = "__initialApiVersion";
const FIELD_MANAGER = "__fieldManager";

export interface Asked extends Values {
  readonly initialApiVersion: string;
  readonly fieldManager: string;
}

export function checkpoint(live: Properties, { plain, secrets, initialApiVersion, fieldManager }: Asked): Values {
  const state = {
    ...live,
    [INPUTS]: plain,
    [INITIAL_API_VERSION]: initialApiVersion,
    [FIELD_MANAGER]: fieldManager,
  };
  const written: readonly PropertyPath[] = secrets
    .filter(([first]) => first === "stringData")
    .map(([, ...rest]) => ["data", ...rest])
    .filter((path) => at(live, path) !== undefined);
  return { plain: state, secrets: union(secretsIn(state, plain, secrets), written) };
}

/** What is in a state: the object, and what was asked for. */
export function parseCheckpoint({ plain, secrets }: Values): { readonly live: Properties; readonly asked: Asked } {
  const { [INPUTS]: inputs, [INITIAL_API_VERSION]: initialApiVersion, [FIELD_MANAGER]: fieldManager, ...live } = plain;
  return {
    live,
    asked: {
      plain: isObject(inputs) ? record(inputs) : {},
      secrets: secrets.filter(([first]) => first === INPUTS).map((path) => path.slice(1)),
      initialApiVersion: text(initialApiVersion) ?? text(live.apiVersion) ?? "",
      fieldManager: text(fieldManager) ?? "",
    },
  };
}
