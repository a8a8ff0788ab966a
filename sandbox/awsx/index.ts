import type { ComponentProvider } from "../component-provider";
import { constructVpc, VPC_COMPONENT } from "./vpc";

const constructors: Readonly<Record<string, ComponentProvider["construct"]>> = {
  [VPC_COMPONENT]: constructVpc,
};

/** Stands in for the awsx package: the components that it knows, with the children of the real ones. */
export const awsxComponents: ComponentProvider = {
  construct: (request, monitor) => {
    const construct = constructors[request.getType()];
    return construct
      ? construct(request, monitor)
      : Promise.reject(
          new Error(`The sandbox has no ${request.getType()}; it has ${Object.keys(constructors).join(", ")}.`),
        );
  },
};
