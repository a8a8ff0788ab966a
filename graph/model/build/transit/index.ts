export { attachments } from "./attachments";
export { transitGateways } from "./gateways";
export { transitRouteTables } from "./route-tables";
