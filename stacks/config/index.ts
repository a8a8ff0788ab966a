export { environments, settingsFileName } from "./environments";
export { type Environment, loadEnvironment } from "./load";
export { formatProblem, type Problem } from "./problem";
export type { Sections } from "./sections";
export { didYouMean } from "./suggest";
