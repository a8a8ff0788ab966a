/** The layers of an environment as data, and plans over them. Read without the Pulumi SDK. */
export { type Layer, layerNamed, type LayerName, layerNames, layers } from "./layers/layer";
export { type CrossRead, crossReads, layersOf, readEachOther } from "./layers/environments";
export { type EnvironmentLayers, findCycle, LayerCycleError, stackGraph, type StackNode } from "./layers/graph";
export { planDestroy, planUp, type Step, withDependencies, withDependents } from "./layers/plan";
export type { ReadsSection } from "./layers/schema";
