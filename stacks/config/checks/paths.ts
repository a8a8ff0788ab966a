import { parseCidr } from "@throughline/components/network/addresses";
import { groupsOf, tiersOf, vpcsOf } from "../../network/names";
import { versionsOf } from "../../apps/versions";
import { at, error, type Finding } from "../finding";
import { PathOutcome, PacketProtocol } from "../paths";
import type { Sections } from "../sections";
import { unknownName } from "../suggest";

type Read = Pick<Sections, "network" | "data" | "apps" | "compute" | "edge" | "paths">;

/** What is wrong with declared paths. */
export function checkPaths(sections: Read): Finding[] {
  const ends = endsOf(sections);
  return Object.entries(sections.paths).flatMap(([name, path]) => [
    ...checkEnd(name, "from", path.from, ends),
    ...(path.to === undefined ? [] : checkEnd(name, "to", path.to, ends)),
    ...checkForm(name, path),
    ...checkBranch(name, path, sections),
  ]);
}

function endsOf({ network, data, apps, compute }: Read): string[] {
  const prefixed = (kind: string, things: object | undefined) =>
    Object.keys(things ?? {}).map((name) => `${kind}:${name}`);
  return [
    "internet",
    "deployer",
    ...(compute === undefined ? [] : ["clusterApi"]),
    ...vpcsOf(network).map(({ name }) => name),
    ...new Set([...tiersOf(network), ...groupsOf(network)].map(({ name }) => name)),
    ...(network.bastion === undefined ? [] : ["hub.bastion"]),
    ...prefixed("service", apps?.services),
    ...prefixed("database", { ...data?.databases, ...data?.selfHostedDatabases }),
    ...prefixed("cache", data?.caches),
  ];
}

function checkEnd(name: string, key: "from" | "to", end: string, ends: readonly string[]): Finding[] {
  return ends.includes(end) || parseCidr(end) !== undefined
    ? []
    : [error(at("paths", name, key), unknownName("end of a path", end, ends))];
}

function checkForm(
  name: string,
  { request, packet, to, hops, expect = PathOutcome.proven }: Read["paths"][string],
): Finding[] {
  const path = (...rest: string[]) => at("paths", name, ...rest);
  const found: Finding[] = [];
  if ((request === undefined) === (packet === undefined)) {
    found.push(error(path(), "a path is a request or a packet: give exactly one of request, packet."));
  }
  if (packet !== undefined) {
    if (to === undefined) {
      found.push(error(path("to"), "required: where a packet goes."));
    }
    const ported = packet.protocol !== PacketProtocol.icmp;
    if (ported && packet.port === undefined && expect === PathOutcome.proven) {
      found.push(error(path("packet", "port"), `required: a packet of ${packet.protocol} that arrives has a port.`));
    }
    if (!ported && packet.port !== undefined) {
      found.push(error(path("packet", "port"), "ICMP has no ports. Remove it."));
    }
  }
  if (expect === PathOutcome.blocked && hops !== undefined) {
    found.push(error(path("hops"), "what is blocked has no hops to promise. Remove them, or expect it to be proven."));
  }
  return found;
}

/** A branch is a version of a service that is on the way, or an availability zone. */
function checkBranch(name: string, { branch }: Read["paths"][string], { network, apps }: Read): Finding[] {
  if (branch === undefined) {
    return [];
  }
  const versions = Object.values(apps?.services ?? {}).flatMap(versionsOf);
  const branches = [...new Set([...versions, ...network.availabilityZones])];
  return branches.includes(branch) ? [] : [error(at("paths", name, "branch"), unknownName("branch", branch, branches))];
}
