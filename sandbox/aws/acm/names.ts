/** Names that a certificate is for, and how ACM wants to see that they are one's own. */
import { createHash } from "node:crypto";

import type { Properties, RuleContext, WorldResource } from "../../resource-type";
import { isPublished } from "../route53/delegation";
import { records, text, texts } from "../values";

export const CERTIFICATE = "aws:acm/certificate:Certificate";

/** All names of a certificate, the first one first. */
export const namesOf = ({ domainName, subjectAlternativeNames }: Properties): readonly string[] => [
  ...new Set([...(text(domainName) === undefined ? [] : [String(domainName)]), ...texts(subjectAlternativeNames)]),
];

const withoutWildcard = (name: string): string => name.replace(/^\*\./, "");

const letters = (seed: string, length: number): string =>
  [...createHash("sha256").update(seed).digest().subarray(0, length)]
    .map((byte) => "abcdefghijklmnopqrstuvwxyz".charAt(byte % 26))
    .join("");

/** The record by which ACM knows an account's name: the same for every certificate of that name, in every region. */
export function validationOption(name: string, account: string): Properties {
  const base = withoutWildcard(name);
  const hash = (what: string): string => createHash("sha256").update([account, base, what].join("|")).digest("hex");
  return {
    domainName: name,
    resourceRecordName: `_${hash("name").slice(0, 32)}.${base}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${hash("value").slice(0, 32)}.${letters(hash("host"), 10)}.acm-validations.aws.`,
  };
}

/** Validation records that nobody would find. */
export const unpublished = ({ outputs }: WorldResource, context: RuleContext): readonly string[] =>
  records(outputs.domainValidationOptions)
    .filter(
      ({ resourceRecordName, resourceRecordType, resourceRecordValue }) =>
        !isPublished(String(resourceRecordName), String(resourceRecordType), String(resourceRecordValue), context),
    )
    .map(({ resourceRecordName }) => String(resourceRecordName));

/** Imported certificates are issued already; the others once their records are found. */
export const isIssued = (certificate: WorldResource, context: RuleContext): boolean =>
  certificate.outputs.type === "IMPORTED" || unpublished(certificate, context).length === 0;

/** Whether a certificate is for a name; `*.` stands for one label. */
export const isFor = ({ outputs }: WorldResource, name: string): boolean =>
  namesOf(outputs).some(
    (own) => own === name || (own.startsWith("*.") && name.replace(/^[^.]+\./, "") === withoutWildcard(own)),
  );
