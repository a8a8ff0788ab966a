import { DomainRecord } from "@throughline/components/edge/edge-distribution-args";
import { at, error, type Finding, warning } from "../config/finding";
import type { EdgeSection } from "./schema";

/** Names that nobody owns: RFC 2606, RFC 6761, RFC 6762, RFC 8375. */
const reserved = [
  "example.com",
  "example.net",
  "example.org",
  "example",
  "test",
  "invalid",
  "localhost",
  "local",
  "internal",
  "home.arpa",
];

/** Whether a name is a zone's own or below it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** The reserved name that a zone's name is, or is below; undefined for names that can be owned. */
export function reservedDomain(zoneName: string): string | undefined {
  return reserved.find((end) => isWithin(zoneName, end));
}

export function checkDomain({ domain }: EdgeSection): Finding[] {
  if (domain === undefined) {
    return [];
  }
  const path = (key: string) => at("edge", "domain", key);
  const { name, zoneName, zone, record = DomainRecord.alias, dnssec = false, parentZone, delegated } = domain;
  const found: Finding[] = [];
  if (!isWithin(name, zoneName)) {
    found.push(
      error(path("name"), `"${name}" is not in the zone ${zoneName}. Choose a name that ends with .${zoneName}.`),
    );
  }
  if (record === DomainRecord.cname && name === zoneName) {
    found.push(error(path("record"), `a CNAME at a zone's apex is refused, and ${name} is one. Take "alias".`));
  }
  if (dnssec && zone !== undefined) {
    found.push(
      error(path("dnssec"), "belongs to a zone that is created; this one exists. Turn it on where the zone is kept."),
    );
  }
  if (parentZone !== undefined && zone !== undefined) {
    found.push(error(path("parentZone"), "is for a zone that is created; this one exists. Remove it."));
  }
  if (delegated !== undefined && (zone !== undefined || parentZone !== undefined)) {
    const why = zone === undefined ? "parentZone delegates to the zone" : "the zone exists";
    found.push(error(path("delegated"), `has no meaning where ${why}. Remove it.`));
  }
  const nobodys = reservedDomain(zoneName);
  if (zone === undefined && parentZone === undefined && delegated === undefined && nobodys === undefined) {
    found.push(
      warning(
        path("delegated"),
        `no certificate is issued before the name servers of ${zoneName} are entered at its parent, and these are known once the zone is made. Deploy with delegated: false, enter them, then say delegated: true. Or name the parent's zone in parentZone.`,
      ),
    );
  }
  if (nobodys !== undefined) {
    found.push(
      warning(
        path("zoneName"),
        `${nobodys} is reserved: Route 53 makes no public zone for it. It can be rehearsed, and a real update refuses it.`,
      ),
    );
  }
  return found;
}
