import { none } from "../../resource-type";
import type { ResourceType, Rule } from "../../resource-type";
import { ipv4Block, ipv6Block } from "../blocks";
import { named, standard } from "../standard";
import { texts } from "../values";
import {
  API,
  arnOf,
  invalid,
  IP_SET,
  lockToken,
  nameFormat,
  nameOnce,
  QUOTAS,
  scopeFormat,
  scopeInItsRegion,
  uuid,
} from "./types";

const FORMS = { IPV4: ipv4Block("addresses[]").pattern, IPV6: ipv6Block("addresses[]").pattern };

const blocks: Rule = ({ addresses, ipAddressVersion }) => {
  const form = ipAddressVersion === "IPV6" ? FORMS.IPV6 : FORMS.IPV4;
  const wrong = texts(addresses).find((address) => !form.test(address) || address.endsWith("/0"));
  return wrong === undefined
    ? undefined
    : invalid(
        `Error reason: The parameter contains formatting that is not valid., field: IP_ADDRESS, parameter: ${wrong}`,
      );
};

export const ipSet: ResourceType = {
  type: IP_SET,
  documentation: `${API}CreateIPSet.html`,
  required: ["ipAddressVersion", "scope"],
  defaults: {},
  autoname: { property: "name", maximumLength: 128 },
  id: uuid,
  computed: (inputs, context, old) => ({
    ...standard(inputs, context),
    ...named(inputs, context),
    arn: arnOf("ipset", inputs, context, old),
    lockToken: lockToken(inputs, context),
  }),
  references: none("rules name it, not the other way round"),
  unique: nameOnce,
  replaceOn: ["region", "ipAddressVersion", "name", "namePrefix", "scope"],
  formats: [
    scopeFormat,
    nameFormat,
    {
      property: "ipAddressVersion",
      pattern: /^IPV[46]$/,
      code: "WAFInvalidParameterException",
      allowed: "IPV4 or IPV6",
    },
  ],
  refusals: [scopeInItsRegion, blocks],
  quotas: [
    {
      name: "IP sets per account per Region",
      limit: 100,
      per: ({ scope }) => String(scope),
      code: "WAFLimitsExceededException",
      documentation: QUOTAS,
    },
    {
      name: "IP addresses in a single IP set",
      limit: 10_000,
      used: ({ addresses }) => texts(addresses).length,
      code: "WAFLimitsExceededException",
      documentation: QUOTAS,
    },
  ],
};
