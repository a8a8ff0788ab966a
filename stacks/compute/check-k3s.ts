import { contains, parseCidr } from "@throughline/components/network/addresses";
import { at, error, type Finding } from "../config/finding";
import type { Path } from "../config/place";
import type { ComputeSection } from "./schema";

/** What is wrong with the instances of K3s, in the subnets of their tier. */
export function checkK3s(compute: ComputeSection, subnets: string[]): Finding[] {
  return [...checkServers(compute), ...checkK3sAddresses(compute, subnets)];
}

/** etcd needs a majority: https://docs.k3s.io/datastore/ha-embedded */
function checkServers({ servers = {} }: ComputeSection): Finding[] {
  const count = Object.keys(servers).length;
  return count > 0 && count % 2 === 0
    ? [
        error(
          at("compute", "servers"),
          `${count} servers survive no more losses than ${count - 1}: etcd needs a majority. Take ${count - 1} or ${count + 1}.`,
        ),
      ]
    : [];
}

function checkK3sAddresses({ servers = {}, agents = {}, tier }: ComputeSection, subnets: string[]): Finding[] {
  const nodes = Object.entries({ servers, agents }).flatMap(([kind, group]) =>
    Object.entries(group).map(([name, { privateIp }]) => ({
      path: at("compute", kind, name, "privateIp"),
      name,
      privateIp,
    })),
  );
  return nodes.flatMap(({ path, name, privateIp }, index) => {
    const twin = nodes.slice(0, index).find((other) => other.privateIp === privateIp);
    if (twin !== undefined) {
      return [error(path, `${privateIp} is the address of ${twin.name} as well. Give ${name} another.`)];
    }
    return subnets.length === 0 ? [] : checkHostAddress(path, privateIp, tier, subnets);
  });
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html */
function checkHostAddress(path: Path, address: string, tier: string, subnets: string[]): Finding[] {
  const host = parseCidr(`${address}/32`);
  const subnet = subnets.map(parseCidr).find((block) => block && host && contains(block, host));
  if (host === undefined || subnet === undefined) {
    return [error(path, `${address} is in no subnet of ${tier}. Its subnets are ${subnets.join(", ")}.`)];
  }
  const number = host.start - subnet.start;
  return number < 4 || number === 2 ** (32 - subnet.prefix) - 1
    ? [error(path, `${address} is kept by AWS: the first four addresses of a subnet, and its last.`)]
    : [];
}
