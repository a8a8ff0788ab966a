/** What inputs that are CIDR blocks have in common. */
import type { Format, Rule } from "../resource-type";
import { formatCidr, networkOf, parseCidr } from "./cidr";
import { text } from "./values";

export const ipv4Block = (property: string): Format => ({
  property,
  pattern: /^(\d{1,3}\.){3}\d{1,3}\/([12]?\d|3[0-2])$/,
  code: "InvalidParameterValue",
  allowed: "an IPv4 CIDR block",
});

export const ipv6Block = (property: string): Format => ({
  property,
  pattern: /^(?=.*:)[\da-f:.]+\/\d{1,3}$/i,
  code: "InvalidParameterValue",
  allowed: "an IPv6 CIDR block",
});

/** The provider refuses blocks with bits set behind their prefix before AWS sees them. */
export const networkAddresses =
  (properties: readonly string[]): Rule =>
  (inputs) => {
    const wrong = properties
      .map((name) => text(inputs[name]))
      .find((block) => block !== undefined && !parseCidr(block));
    const meant = networkOf(wrong);
    return wrong === undefined
      ? undefined
      : {
          code: "InvalidParameterValue",
          message: `"${wrong}" is not a valid CIDR block${meant ? `; did you mean "${formatCidr(meant)}"?` : ""}`,
        };
  };
