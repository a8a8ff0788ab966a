import type { RuleContext } from "../../resource-type";
import { texts } from "../values";
import { SUBNET } from "./subnet";

/** The first of some subnets whose zone another one before it has. */
export function secondInItsZone(subnetIds: unknown, { get }: RuleContext): string | undefined {
  const zones = texts(subnetIds).map((id) => get(SUBNET, id)?.outputs.availabilityZone);
  return texts(subnetIds).find((_id, index) => zones.indexOf(zones[index]) !== index);
}
