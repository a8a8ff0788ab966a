export { type DataIds, dataIdsSchema } from "./data-ids";
export {
  type ExistingFile,
  existingFileName,
  existingFileVersion,
  type ExistingLayer,
  type ExistingResource,
} from "./file";
export { existingLayers, existingResources, type PlacedResource } from "./load";
export { type NetworkIds, type TierIds, type VpcIds } from "./network-ids";
export { existingTypes, type ExistingType } from "./types";
export { type WantedData, wantedData, type WantedSecret, type WantedStore } from "./wanted-data";
export { type WantedNetwork, wantedNetwork, type WantedTier, type WantedVpc } from "./wanted-network";
