/** Which zones the world finds. */
import type { RuleContext, WorldResource } from "../../resource-type";
import { records, text, texts } from "../values";
import { domain, RECORD, ZONE } from "./zone";

/**
 * Whether the world may find a public zone. A parent zone in the same account says so by its NS record; of parents that
 * are kept elsewhere nothing is known here, and the zone counts as found.
 */
export function isDelegated(zone: WorldResource, context: RuleContext): boolean {
  const name = domain(zone.outputs.name);
  const parent = publicZones(context)
    .filter(({ outputs }) => name.endsWith(`.${domain(outputs.name)}`))
    .sort((one, other) => String(other.outputs.name).length - String(one.outputs.name).length)[0];
  if (parent === undefined) {
    return true;
  }
  const entered = context
    .where(RECORD, "fqdn", name)
    .filter(({ outputs }) => outputs.type === "NS" && outputs.zoneId === parent.id)
    .flatMap(({ outputs }) => texts(outputs.records).map(domain));
  return texts(zone.outputs.nameServers).some((server) => entered.includes(domain(server)));
}

/** Whether a name is answered with a value by a zone that the world finds. */
export function isPublished(name: string, type: string, value: string, context: RuleContext): boolean {
  return context.where(RECORD, "fqdn", domain(name)).some(({ outputs }) => {
    const zone = context.get(ZONE, outputs.zoneId);
    const answers = outputs.type === type && texts(outputs.records).some((given) => domain(given) === domain(value));
    return answers && zone !== undefined && isPublic(zone) && isDelegated(zone, context);
  });
}

export const isPublic = ({ outputs }: WorldResource): boolean => records(outputs.vpcs).length === 0;

const publicZones = ({ all }: RuleContext): readonly WorldResource[] =>
  all(ZONE).filter((zone) => text(zone.outputs.name) !== undefined && isPublic(zone));
