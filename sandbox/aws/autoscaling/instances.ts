/** The instances of an Auto Scaling group, which no program names. */
import type { Companion, CreateContext } from "../../resource-type";
import { networkInterface, privateAddress, privateDnsName } from "../ec2/addresses";
import { INSTANCE } from "../ec2/instance";
import { SUBNET } from "../ec2/subnet";
import { arn, companion, derivedId } from "../standard";
import { text } from "../values";

export interface Launched {
  /** Name of the group. */
  readonly group: string;
  readonly count: number;
  readonly subnetIds: readonly string[];
  readonly securityGroups: readonly string[];
  readonly instanceType: string;
  readonly image: string;
  readonly tags: Readonly<Record<string, unknown>>;
}

/** Instances, spread over the subnets, and their network interfaces. */
export function launchedInstances(launched: Launched, context: CreateContext): readonly Companion[] {
  const taken = new Set<string>();
  return Array.from({ length: launched.count }, (_, index) => launched.subnetIds[index % launched.subnetIds.length])
    .filter((subnetId) => subnetId !== undefined)
    .flatMap((subnetId, index) => {
      const id = derivedId("i", launched.group, String(index));
      const privateIp = freeAddress(id, subnetId, taken, context);
      taken.add(privateIp);
      return instance(id, subnetId, privateIp, launched, context);
    });
}

/** The address that the instance has, or one that neither the subnet nor its siblings have. */
function freeAddress(id: string, subnetId: string, taken: ReadonlySet<string>, context: CreateContext): string {
  const known = context.get(INSTANCE, id)?.outputs;
  if (known?.subnetId === subnetId && text(known.privateIp)) {
    return String(known.privateIp);
  }
  const start = Number.parseInt(id.slice(-8), 16);
  let address = "";
  for (let step = 0; address === "" || taken.has(address); step += 1) {
    address = privateAddress(subnetId, (start + step).toString(16), context);
    if (address === "") {
      break;
    }
  }
  return address;
}

function instance(
  id: string,
  subnetId: string,
  privateIp: string,
  { group, securityGroups, instanceType, image, tags }: Launched,
  context: CreateContext,
): readonly Companion[] {
  const subnet = context.get(SUBNET, subnetId)?.outputs;
  const primary = derivedId("eni", id, "primary");
  const all = { "aws:autoscaling:groupName": group, ...tags };
  return [
    companion(INSTANCE, id, {
      arn: arn(context, "ec2", `instance/${id}`),
      region: context.region,
      subnetId,
      availabilityZone: subnet?.availabilityZone,
      vpcSecurityGroupIds: securityGroups,
      instanceType,
      ami: image,
      privateIp,
      privateDns: privateDnsName(privateIp, context.region),
      publicIp: "",
      instanceState: "running",
      primaryNetworkInterfaceId: primary,
      tags: all,
      tagsAll: all,
    }),
    networkInterface(
      { id: primary, subnetId, privateIp, interfaceType: "interface", description: "", securityGroups },
      { id },
      context,
    ),
  ];
}
