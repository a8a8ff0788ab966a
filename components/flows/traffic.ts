import type { Problem } from "../network/addresses";
import { type FlowArgs, FlowProtocol } from "./flow";

export interface PortRange {
  from: number;
  to: number;
}

/** A protocol with one range of ports; without ports, all of the protocol. */
export interface Traffic {
  protocol: FlowProtocol;
  ports?: PortRange;
}

/** Reads what a flow speaks. Empty if something is wrong; what, is added to `problems`. */
export function readTraffic(flow: FlowArgs, path: string, problems: Problem[]): Traffic[] {
  const protocol = flow.protocol ?? FlowProtocol.tcp;
  const protocols: string[] = Object.values(FlowProtocol);
  if (!protocols.includes(protocol)) {
    problems.push({
      path: `${path}.protocol`,
      reason: `"${protocol}" is not a protocol of a flow: ${protocols.join(", ")}.`,
    });
    return [];
  }
  const given = flow.port !== undefined ? "port" : flow.ports !== undefined ? "ports" : undefined;
  if (protocol === FlowProtocol.all || protocol === FlowProtocol.icmp) {
    if (given === undefined) return [{ protocol }];
    problems.push({ path: `${path}.${given}`, reason: `A flow of protocol ${protocol} has no ports. Leave them out.` });
    return [];
  }
  if (flow.port !== undefined && flow.ports !== undefined) {
    problems.push({ path: `${path}.port`, reason: "Both port and ports are given. Put all of them into ports." });
    return [];
  }
  if (given === undefined || flow.ports?.length === 0) {
    problems.push({ path: `${path}.ports`, reason: `A ${protocol} flow names its ports; for all, write 0-65535.` });
    return [];
  }
  const texts = flow.port !== undefined ? [String(flow.port)] : (flow.ports ?? []);
  return texts.flatMap((text, i) => {
    const ports = readPorts(text, flow.port !== undefined ? `${path}.port` : `${path}.ports[${i}]`, problems);
    return ports ? [{ protocol, ports }] : [];
  });
}

function readPorts(text: string, path: string, problems: Problem[]): PortRange | undefined {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text.trim());
  if (!match) {
    problems.push({ path, reason: `"${text}" is neither a port, such as 443, nor a range, such as 30000-32767.` });
    return undefined;
  }
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  if (from > 65535 || to > 65535) {
    problems.push({ path, reason: `Ports are from 0 to 65535, not ${text}.` });
    return undefined;
  }
  if (from > to) {
    problems.push({ path, reason: `The range ${text} is reversed. Write ${to}-${from}.` });
    return undefined;
  }
  return { from, to };
}

/** `tcp-443`, `tcp-30000-32767`, `icmp`. */
export function trafficKey({ protocol, ports }: Traffic): string {
  if (!ports) return protocol;
  return ports.from === ports.to ? `${protocol}-${ports.from}` : `${protocol}-${ports.from}-${ports.to}`;
}

/** An address block, or another name of a peer, as a part of a key. */
export function keyPart(peer: string): string {
  return peer.replaceAll("/", "-").replaceAll(":", "_");
}
