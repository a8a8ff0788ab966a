import type { Properties } from "../resource-type";

/**
 * Zones of the regions that sandboxed programs use. In a real account the letter behind a zone id differs from account
 * to account; the ids here are those of a new account in order.
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */
const zones: Readonly<Record<string, { readonly prefix: string; readonly letters: string; readonly name: string }>> = {
  "us-east-1": { prefix: "use1", letters: "a,b,c,d,e,f", name: "US East (N. Virginia)" },
  "us-east-2": { prefix: "use2", letters: "a,b,c", name: "US East (Ohio)" },
  "us-west-1": { prefix: "usw1", letters: "a,c", name: "US West (N. California)" },
  "us-west-2": { prefix: "usw2", letters: "a,b,c,d", name: "US West (Oregon)" },
  "ca-central-1": { prefix: "cac1", letters: "a,b,d", name: "Canada (Central)" },
  "sa-east-1": { prefix: "sae1", letters: "a,b,c", name: "South America (Sao Paulo)" },
  "eu-west-1": { prefix: "euw1", letters: "a,b,c", name: "Europe (Ireland)" },
  "eu-west-2": { prefix: "euw2", letters: "a,b,c", name: "Europe (London)" },
  "eu-west-3": { prefix: "euw3", letters: "a,b,c", name: "Europe (Paris)" },
  "eu-central-1": { prefix: "euc1", letters: "a,b,c", name: "Europe (Frankfurt)" },
  "eu-north-1": { prefix: "eun1", letters: "a,b,c", name: "Europe (Stockholm)" },
  "eu-south-1": { prefix: "eus1", letters: "a,b,c", name: "Europe (Milan)" },
  "eu-south-2": { prefix: "eus2", letters: "a,b,c", name: "Europe (Spain)" },
  "ap-south-1": { prefix: "aps1", letters: "a,b,c", name: "Asia Pacific (Mumbai)" },
  "ap-southeast-1": { prefix: "apse1", letters: "a,b,c", name: "Asia Pacific (Singapore)" },
  "ap-southeast-2": { prefix: "apse2", letters: "a,b,c", name: "Asia Pacific (Sydney)" },
  "ap-northeast-1": { prefix: "apne1", letters: "a,c,d", name: "Asia Pacific (Tokyo)" },
};

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Zones of a region in order of their names; a region outside the table has three. */
export function availabilityZones(region: string): readonly Zone[] {
  const { prefix, letters } = zones[region] ?? { prefix: region, letters: "a,b,c" };
  return letters.split(",").map((letter, index) => ({ name: region + letter, id: `${prefix}-az${index + 1}` }));
}

export const regionDescription = (region: string): string => zones[region]?.name ?? region;

/** Name and id of the zone that inputs ask for by one or the other; the first zone when they ask for none. */
export function zoneOf(region: string, inputs: Properties): Zone {
  const all = availabilityZones(region);
  const zone = all.find(({ name, id }) => name === inputs.availabilityZone || id === inputs.availabilityZoneId);
  return zone ?? all[0] ?? { name: `${region}a`, id: `${region}-az1` };
}
