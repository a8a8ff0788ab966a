import { none } from "../../resource-type";
import type { ResourceType } from "../../resource-type";
import { DISTRIBUTION } from "../cloudfront/types";
import { LOAD_BALANCER } from "../elb/types";
import { derivedUuid } from "../identifiers";
import { ZONE } from "../route53/zone";
import { globalArn, kept, tagsAll } from "../standard";
import { text } from "../values";

/** A subscription of the account, which it needs, is made by hand: it is a commitment for a year. */
const protection: ResourceType = {
  type: "aws:shield/protection:Protection",
  global: true,
  documentation: "https://docs.aws.amazon.com/waf/latest/DDOSAPIReference/API_CreateProtection.html",
  required: ["resourceArn"],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: (_inputs, context) => context.self?.id ?? derivedUuid(context.hex(64)),
  computed: (inputs, context, old) => ({
    tagsAll: tagsAll(inputs, context),
    arn: kept(old, "arn", () => globalArn(context, "shield", `protection/${derivedUuid(context.hex(64))}`)),
  }),
  references: [
    {
      path: "resourceArn",
      to: [DISTRIBUTION, ...LOAD_BALANCER, ZONE, "aws:ec2/eip:Eip"],
      by: "arn",
      missing: "ResourceNotFoundException",
      except: /^arn:[^:]+:(globalaccelerator|elasticloadbalancing:[^:]+:[^:]+:loadbalancer\/(?!app\/|net\/))/,
    },
  ],
  unique: [
    {
      scope: "account",
      key: ({ resourceArn }) => text(resourceArn),
      code: "ResourceAlreadyExistsException",
      message: ({ resourceArn }) => `The referenced resource ${String(resourceArn)} is protected already.`,
    },
  ],
  replaceOn: ["name", "resourceArn"],
  formats: [
    {
      property: "name",
      pattern: /^[ a-zA-Z0-9_.-]{1,128}$/,
      code: "InvalidParameterException",
      allowed: "1 to 128 letters, digits, spaces and _.-",
    },
  ],
  refusals: none("what it protects is a reference"),
  quotas: [
    {
      name: "Protected resources",
      limit: 1000,
      code: "LimitsExceededException",
      documentation: "https://docs.aws.amazon.com/waf/latest/developerguide/shield-limits.html",
    },
  ],
};

export const shieldTypes: readonly ResourceType[] = [protection];
