/** Flows that come with parts of an architecture. One file per part. */
export { type FlowSet, flowsOfSet } from "./flow-set";
export { bastionSsh, gatewayEndpoints, interfaceEndpoints, internetEgress } from "./network";
