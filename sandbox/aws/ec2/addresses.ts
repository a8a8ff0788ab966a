import type { Companion, CreateContext, Properties, Rule, RuleContext } from "../../resource-type";
import type { Cidr } from "../cidr";
import { addressAt, parseCidr, size } from "../cidr";
import { companion } from "../standard";
import { text, texts } from "../values";
import { SUBNET } from "./subnet";

export const NETWORK_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
export const ELASTIC_IP = "aws:ec2/eip:Eip";
const INSTANCE = "aws:ec2/instance:Instance";

/** RFC 2544: no host on the internet has such an address, so a rehearsed one can be nobody's. */
const PUBLIC = parseCidr("198.18.0.0/15");
/** AWS keeps the first four addresses of a subnet and the last one for itself. */
const RESERVED_FIRST = 4n;
const RESERVED = 5n;

/** A public address that no Elastic IP or instance of the account has. */
export function publicAddress(context: CreateContext): string {
  const taken = new Set(
    [ELASTIC_IP, INSTANCE].flatMap((type) => context.all(type, "*")).map(({ outputs }) => outputs.publicIp),
  );
  return PUBLIC ? firstFree(PUBLIC, 1n, size(PUBLIC) - 2n, context.hex(8), taken) : "";
}

/** An address of the subnet that no network interface in it has. `start` is hex digits that decide where to look first. */
export function privateAddress(subnetId: unknown, start: string, context: RuleContext): string {
  const block = parseCidr(context.get(SUBNET, subnetId)?.outputs.cidrBlock);
  const taken = new Set(
    context.where(NETWORK_INTERFACE, "subnetId", subnetId).flatMap(({ outputs }) => texts(outputs.privateIps)),
  );
  return block ? firstFree(block, RESERVED_FIRST, size(block) - RESERVED, start, taken) : "";
}

function firstFree(block: Cidr, offset: bigint, count: bigint, start: string, taken: ReadonlySet<unknown>): string {
  const first = BigInt(`0x${start}`) % count;
  for (let step = 0n; step < count; step += 1n) {
    const address = addressAt(block, offset + ((first + step) % count));
    if (!taken.has(address)) {
      return address;
    }
  }
  return "";
}

export interface Interface {
  readonly id: string;
  readonly subnetId: unknown;
  /** @default the address that it has, or one that is free */
  readonly privateIp?: string;
  readonly interfaceType: string;
  readonly description: string;
  readonly securityGroups?: readonly string[];
}

/** The network interface that a service puts into a subnet for one of its resources. */
export function networkInterface(given: Interface, owner: Properties, context: RuleContext): Companion {
  const { id, subnetId, interfaceType, description, securityGroups = [] } = given;
  const known = given.privateIp ?? text(context.get(NETWORK_INTERFACE, id)?.outputs.privateIp);
  const privateIp = known ?? privateAddress(subnetId, id.slice("eni-".length), context);
  return companion(NETWORK_INTERFACE, id, {
    subnetId,
    interfaceType,
    description,
    securityGroups,
    privateIp,
    privateIps: [privateIp],
    vpcId: context.get(SUBNET, subnetId)?.outputs.vpcId,
    ownerId: context.account,
    region: context.region,
    sourceDestCheck: interfaceType === "interface",
    attachments: [{ instance: text(owner.id) ?? "", deviceIndex: 0 }],
  });
}

/** A network interface keeps its subnet and its groups, whatever service has put it there. */
export const heldByInterfaces =
  (path: "subnetId" | "securityGroups[]"): Rule =>
  (_inputs, { self, where }) => {
    const holder = where(NETWORK_INTERFACE, path, self?.id)[0];
    return holder && self
      ? {
          code: "DependencyViolation",
          message: `${self.id} has a dependent object: NetworkInterface ${holder.id} (${String(holder.outputs.description)})`,
          retried: true,
        }
      : undefined;
  };

/** Host name that EC2 gives a public address. */
export function publicDnsName(address: string, region: string): string {
  const domain = region === "us-east-1" ? "compute-1.amazonaws.com" : `${region}.compute.amazonaws.com`;
  return `ec2-${address.replaceAll(".", "-")}.${domain}`;
}

/** Host name that EC2 gives a private address (`ip-name` form). */
export function privateDnsName(address: string, region: string): string {
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  return `ip-${address.replaceAll(".", "-")}.${domain}`;
}
