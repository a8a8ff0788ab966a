import type { Rule } from "../../resource-type";
import { text } from "../values";

export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** Names or ARNs of the alarms in a rule such as `ALARM("a") OR NOT OK(b)`. */
export const alarmsIn = (rule: unknown): readonly string[] =>
  [...(text(rule) ?? "").matchAll(/\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"([^"]+)"|([^\s()"]+))\s*\)/g)].map(
    ([, quoted, plain]) => (quoted ?? plain ?? "").replace(/^arn:.*:alarm:/, ""),
  );

export const notInAComposite: Rule = (_inputs, { self, all }) => {
  const other = all(COMPOSITE_ALARM).find(
    ({ id, outputs }) => id !== self?.id && alarmsIn(outputs.alarmRule).includes(self?.id ?? ""),
  );
  return other
    ? {
        code: "ValidationError",
        message: `Cannot delete ${self?.id ?? ""} as there are composite alarm(s) depending on it: ${other.id}`,
        retried: true,
      }
    : undefined;
};
