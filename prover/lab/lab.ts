import type { Network } from "@throughline/graph/model";
import { formatAddress, type Packet, protocolNumbers } from "@throughline/graph/packets";
import type { Holder } from "../concrete";
import { given, named } from "../concrete/known";
import { addressBook, addressOf } from "./addresses";
import { type Agent, agentIn, type Exchange, type Socket } from "./agents";
import { filter, ip, nameOf, prepare, removeNamespaces } from "./namespaces";
import { hardware, type Router, routerOf, type Station } from "./router";
import { chain, groupRules } from "./rules";

/** A packet that opens an exchange between two ends. */
export interface Trial {
  readonly from: Holder;
  readonly to: Holder;
  readonly packet: Packet;
}

let count = 0;

/**
 * Builds a network in the kernel and lets its hosts exchange real packets, all at once.
 *
 * @param outside blocks of addresses outside, at all of which somebody answers.
 * @param patience how long an answer is waited for, in milliseconds.
 * @returns for each trial whether the answer came, from the one who was meant.
 */
export async function exchange(
  network: Network,
  trials: readonly Trial[],
  outside: readonly string[],
  choose: <T>(options: readonly T[]) => T,
  patience: number,
): Promise<boolean[]> {
  const router = routerOf(network, choose);
  const lab = count++;
  const routerName = nameOf(`${lab}-router`);
  const names = router.stations.map((_, at) => nameOf(`${lab}-${at}`));
  const agents = new Map<string, Agent>();
  try {
    await ip(
      undefined,
      [routerName, ...names].map((name) => `netns add ${name}`),
    );
    await Promise.all(
      [routerName, ...names].map((name, at) => prepare(name, at === 0 || isNat(router.stations[at - 1]))),
    );
    await build(network, router, routerName, names, outside);
    const speaking = new Set(trials.flatMap(({ from, to }) => [idOf(from), idOf(to)]));
    for (const [at, station] of router.stations.entries()) {
      if (!isNat(station) && speaking.has(holderOf(station))) {
        agents.set(station.id, agentIn(given(names[at]), holderOf(station), patience));
      }
    }
    await Promise.all(listeners(network, router, trials).map(([id, socket]) => named(agents, id).listen(socket)));
    return await Promise.all(
      trials.map(async ({ from, to, packet }) => {
        const by = await named(agents, idOf(from)).ask(exchangeOf(packet));
        return by === idOf(to);
      }),
    );
  } finally {
    await Promise.all([...agents.values()].map((agent) => agent.end()));
    removeNamespaces([routerName, ...names]);
  }
}

async function build(
  network: Network,
  { stations, commands, ruleset }: Router,
  routerName: string,
  names: readonly string[],
  outside: readonly string[],
): Promise<void> {
  await ip(routerName, [
    ...stations.flatMap((_, at) => [
      `link add h${at} ${hardware} type veth peer name eth0 ${hardware} netns ${given(names[at])}`,
      `link set h${at} arp off up`,
    ]),
    ...commands,
  ]);
  await filter(routerName, ruleset);
  await Promise.all(
    stations.map(async (station, at) => {
      await ip(names[at], ["link set lo up", "link set eth0 arp off up", ...ownRoutes(network, station, outside)]);
      const rules = rulesOf(network, station);
      if (rules !== undefined) await filter(given(names[at]), rules);
    }),
  );
}

/** An interface has its address; whoever is outside has all of them. */
function ownRoutes(network: Network, station: Station, outside: readonly string[]): string[] {
  const address = addressBook(network).find(({ id }) => id === station.id)?.address;
  return address === undefined
    ? [...outside.map((block) => `route add local ${block} dev lo`), "route add default dev eth0"]
    : [`address add ${address}/32 dev eth0`, `route add default dev eth0 src ${address}`];
}

function rulesOf(network: Network, { kind, id }: Station): string | undefined {
  switch (kind) {
    case "interface":
      return groupRules(network, id);
    case "natGateway": {
      const { address } = addressOf(network, id);
      return [
        "table ip gateway {",
        chain("translate", [
          "type nat hook postrouting priority 100;",
          `meta l4proto { tcp, udp } snat to ${address}:1024-65535 random`,
        ]),
        // What answers a connection that the gateway has not seen is no connection of its own.
        chain("pass", ["type filter hook forward priority 0;", "ct state invalid drop"]),
        "}",
      ].join("\n");
    }
    case "endpoint":
    case "internet":
      return undefined;
  }
}

/** Where somebody must listen: outside everybody who may get the packet, and each says the name that is meant. */
function listeners(network: Network, { stations }: Router, trials: readonly Trial[]): [string, Socket][] {
  const sockets = new Map<string, [string, Socket]>();
  const add = (id: string, socket: Socket): void => void sockets.set(JSON.stringify([id, socket]), [id, socket]);
  for (const { to, packet } of trials) {
    const { protocol, destination, port } = exchangeOf(packet);
    for (const station of stations) {
      if (isNat(station) || holderOf(station) !== idOf(to)) continue;
      const address = addressBook(network).find(({ id }) => id === station.id)?.address ?? destination;
      add(station.id, { protocol, address, port });
    }
  }
  return [...sockets.values()];
}

function exchangeOf({ protocol, source, sourcePort, destination, destinationPort }: Packet): Exchange {
  return {
    protocol: protocol === protocolNumbers.tcp ? "tcp" : "udp",
    source: formatAddress("ipv4", source),
    sourcePort,
    destination: formatAddress("ipv4", destination),
    port: destinationPort,
  };
}

const isNat = (station: Station | undefined): boolean => station?.kind === "natGateway";
const idOf = (holder: Holder): string => (holder.kind === "interface" ? holder.id : "internet");
const holderOf = ({ kind, id }: Station): string => (kind === "endpoint" ? "internet" : id);
