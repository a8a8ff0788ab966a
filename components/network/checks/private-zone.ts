import type { Problem } from "../addresses";
import type { HubSpokeNetworkArgs } from "../hub-spoke-network-args";

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
const domainName = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** What is wrong with the private zone. */
export function privateZoneProblems({ privateZone }: HubSpokeNetworkArgs): Problem[] {
  if (privateZone === undefined || domainName.test(privateZone.name)) return [];
  return [
    {
      path: "privateZone.name",
      reason: `"${privateZone.name}" is not a domain name: lower-case labels of letters, digits and hyphens, without a final dot, such as dev.internal.`,
    },
  ];
}
