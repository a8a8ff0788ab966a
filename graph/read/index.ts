/** Reading sources: exports of stacks, and what stands for them. */
export { readExport } from "./exports";
export type { Place, Resource, Source } from "./resource";
export { graphOf, joinSources } from "./resource-graph";
export type { Contradiction, ResourceGraph } from "./resource-graph";
export { SourceError } from "./source-error";
export { readSources } from "./sources";
export type { ReadSources, SourceFile } from "./sources";
export { hidden, isMap } from "./values";
export type { StateMap, StateValue } from "./values";
