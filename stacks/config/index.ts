export { groupsOf } from "../network/names";
export { reservedDomain } from "../edge/check-domain";
export { environments, settingsFileName } from "./environments";
export { type Environment, type LoadOptions, loadEnvironment } from "./load";
export type { Path, Place } from "./place";
export { formatPlace, formatProblem, type Problem } from "./problem";
export type { Sections } from "./sections";
export { didYouMean } from "./suggest";
export { type OriginatedValue, valuesOf } from "./values";
