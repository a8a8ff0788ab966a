import type { Evidence } from "@throughline/graph/model";
import { formatAddress, type Packet, protocolNumbers } from "@throughline/graph/packets";
import { nameOf } from "../names";
import type { Query } from "../query";

const protocolNames = new Map<number, string>(Object.entries(protocolNumbers).map(([name, number]) => [number, name]));

/** `tcp 10.1.0.4:1024 → 10.0.2.10:443` */
export function formatPacket(packet: Packet): string {
  const { family, source, destination, protocol, sourcePort, destinationPort } = packet;
  const name = protocolNames.get(protocol) ?? `protocol ${protocol}`;
  const place = (address: number | bigint, port: number): string => {
    const text = formatAddress(family, address);
    if (name !== "tcp" && name !== "udp") return text;
    return family === "ipv6" ? `[${text}]:${port}` : `${text}:${port}`;
  };
  return `${name} ${place(source, sourcePort)} → ${place(destination, destinationPort)}`;
}

/** `dev-apps.data ingress[2] [sg-0a1]` */
export function formatEvidence({ urn, id, part }: Evidence): string {
  const name = nameOf(urn);
  return [name, part, id === undefined || id === name ? undefined : `[${id}]`].filter(Boolean).join(" ");
}

/** `tcp 443` */
export function formatTraffic({ protocol, port }: Pick<Query, "protocol" | "port">): string {
  if (port !== undefined) return `${protocol} ${port}`;
  return protocol === "all" ? "all packets" : protocol;
}

const width = 120;

/** A line, broken between words where it is too long; what follows is indented more. */
export function wrapped(indent: string, text: string, hanging = `${indent}  `): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(" ")) {
    const empty = line.trim() === "" || line === hanging;
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging;
    }
    line += line === indent || line === hanging ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** Columns as wide as their widest cell; the last is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
