import { Combined } from "../../component/plan";
import type { Planned } from "../../component/plan";
import { isObject } from "../../wire/values";

/** Later tags win; absent ones count as none. */
export const merged = (...all: readonly Planned[]): Combined =>
  new Combined(all, (...known) => Object.assign({}, ...known.filter(isObject)) as Record<string, unknown>);
