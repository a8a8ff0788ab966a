import type { ComponentProvider } from "../component-provider";
import { CLUSTER_COMPONENT, constructCluster } from "./cluster";

const constructors: Readonly<Record<string, ComponentProvider["construct"]>> = {
  [CLUSTER_COMPONENT]: constructCluster,
};

/** Stands in for the eks package: the components that it knows, with the children of the real ones. */
export const eksComponents: ComponentProvider = {
  construct: (request, monitor) => {
    const construct = constructors[request.getType()];
    return construct
      ? construct(request, monitor)
      : Promise.reject(
          new Error(`The sandbox has no ${request.getType()}; it has ${Object.keys(constructors).join(", ")}.`),
        );
  },
};
