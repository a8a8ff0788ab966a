import type { Problem } from "./problem";

/** `us-east-1a`, `us-gov-west-1b`; with a middle part for local zones: `us-west-2-lax-1a`. */
const zoneName = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)(?:-[a-z]{3}-\d+)?[a-z]$/;

/** What is wrong with a list of availability zones. */
export function availabilityZoneProblems(zones: string[], path: string): Problem[] {
  if (zones.length === 0) {
    return [{ path, reason: "No availability zone is given. Give at least one, such as us-east-1a." }];
  }
  const problems: Problem[] = [];
  const region = zones.map((zone) => zoneName.exec(zone)?.[1]).find((found) => found !== undefined);
  zones.forEach((zone, i) => {
    const at = `${path}[${i}]`;
    const zoneRegion = zoneName.exec(zone)?.[1];
    if (zoneRegion === undefined) {
      problems.push({
        path: at,
        reason: `"${zone}" is not the name of an availability zone. Give names such as us-east-1a, not ids such as use1-az1.`,
      });
    } else if (zoneRegion !== region) {
      problems.push({
        path: at,
        reason: `${zone} is not in ${region}, where the list begins. A VPC is in one region.`,
      });
    }
    if (zones.indexOf(zone) < i) {
      problems.push({ path: at, reason: `${zone} is listed twice. Each zone gets one subnet in each tier.` });
    }
  });
  return problems;
}
