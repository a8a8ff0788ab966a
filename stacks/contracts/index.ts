export { type Contract, type Outputs, type Provided, fulfil } from "./contract";
export { networkContract } from "./network";
