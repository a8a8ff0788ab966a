import type { FlowSet } from "./flow-set";

/** What `clients` need from the internet, by a NAT gateway: package repositories, registries, AWS without endpoints. */
export const internetEgress: FlowSet = [
  { from: "<clients>", to: "internet", ports: ["80", "443"], reason: "Web: packages, images, AWS APIs" },
];

/** AWS APIs by interface `endpoints`. */
export const interfaceEndpoints: FlowSet = [
  { from: "<clients>", to: "<endpoints>", port: 443, reason: "AWS APIs by interface endpoints" },
];

/** S3 and DynamoDB by gateway endpoints; `prefixLists` are `com.amazonaws.<region>.s3` and `….dynamodb`. */
export const gatewayEndpoints: FlowSet = [
  { from: "<clients>", to: "<prefixLists>", port: 443, reason: "S3 and DynamoDB by gateway endpoints" },
];

/** SSH from `administrators`, who are CIDR blocks, to `hosts` by way of the `bastion`. */
export const bastionSsh: FlowSet = [
  { from: "<administrators>", to: "<bastion>", port: 22, reason: "SSH to the bastion" },
  { from: "<bastion>", to: "<hosts>", port: 22, reason: "SSH by way of the bastion" },
];
