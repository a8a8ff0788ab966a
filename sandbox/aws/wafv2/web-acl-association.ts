import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { byArn, LOAD_BALANCER } from "../elb/types";
import { API, invalid, WEB_ACL, WEB_ACL_ASSOCIATION } from "./types";

/** A distribution names its web ACL itself; a web ACL of its scope protects nothing else. */
const regional: Rule = ({ webAclArn }, { where }) =>
  where(WEB_ACL, "arn", webAclArn)[0]?.outputs.scope === "CLOUDFRONT"
    ? invalid(
        `Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: WEB_ACL_ARN, parameter: ${String(webAclArn)}`,
      )
    : undefined;

const application: Rule = ({ resourceArn }, context) => {
  const type = byArn(LOAD_BALANCER, resourceArn, context)?.outputs.loadBalancerType;
  return type !== undefined && type !== "application"
    ? invalid(`Error reason: The ARN isn't valid., field: RESOURCE_ARN, parameter: ${String(resourceArn)}`)
    : undefined;
};

export const webAclAssociation: ResourceType = {
  type: WEB_ACL_ASSOCIATION,
  documentation: `${API}AssociateWebACL.html`,
  required: ["resourceArn", "webAclArn"],
  defaults: {},
  id: ({ webAclArn, resourceArn }) => `${String(webAclArn)},${String(resourceArn)}`,
  computed: (_inputs, { region }) => ({ region }),
  references: [
    {
      path: "webAclArn",
      to: [WEB_ACL],
      by: "arn",
      missing: "WAFNonexistentItemException",
      inUse: "WAFAssociatedItemException",
    },
    {
      path: "resourceArn",
      to: LOAD_BALANCER,
      by: "arn",
      missing: "WAFNonexistentItemException",
      except: /^arn:[^:]+:(apigateway|appsync|cognito-idp|apprunner|ec2|amplify):/,
    },
  ],
  unique: none("another web ACL takes the place of the one that is there"),
  replaceOn: ["region", "resourceArn", "webAclArn"],
  formats: none("its inputs are references"),
  refusals: [regional, application],
  quotas: none("a resource has one web ACL"),
};
