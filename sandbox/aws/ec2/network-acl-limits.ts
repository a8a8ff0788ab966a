import type { Properties, Quota, Rule, RuleContext } from "../../resource-type";
import { text, texts } from "../values";
import { VPC_QUOTAS } from "./quotas";
import { SUBNET } from "./subnet";

export const entriesPerAcl = (used: NonNullable<Quota["used"]>): Quota => ({
  name: "Rules per network ACL",
  limit: 20,
  used,
  code: "NetworkAclEntryLimitExceeded",
  documentation: `${VPC_QUOTAS}#vpc-limits-nacls (L-2AEEBF1A; 40 at most on request)`,
});

/** An ACL guards subnets of its own VPC, which `vpcOf` tells. */
export const subnetsInTheVpc =
  (vpcOf: (inputs: Properties, context: RuleContext) => unknown): Rule =>
  (inputs, context) => {
    const vpcId = vpcOf(inputs, context);
    const foreign = [...texts(inputs.subnetIds), text(inputs.subnetId)].find((id) => {
      const subnet = context.get(SUBNET, id);
      return subnet && subnet.outputs.vpcId !== vpcId;
    });
    return foreign
      ? {
          code: "InvalidParameterValue",
          message: `Network ACL and subnet ${foreign} belong to different networks: the ACL is in ${String(vpcId)}.`,
        }
      : undefined;
  };
