/** Reading sources: exports of stacks, and what stands for them. */
export { readExport, SourceError } from "./exports";
export type { Resource, Source } from "./resource";
export { joinSources } from "./resource-graph";
export type { ResourceGraph } from "./resource-graph";
export { hidden, isMap } from "./values";
export type { StateMap, StateValue } from "./values";
