/** Entries of network ACLs, told in one form whether they were written inline or as resources of their own. */
import type { Properties, Refusal, RuleContext } from "../../resource-type";
import { number, records, text } from "../values";

export const NETWORK_ACL = "aws:ec2/networkAcl:NetworkAcl";
export const DEFAULT_NETWORK_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
export const NETWORK_ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";

export interface AclEntry {
  readonly egress: boolean;
  readonly number: number;
  readonly version: 4 | 6;
}

const entry = (egress: boolean, ruleNumber: unknown, ipv6CidrBlock: unknown): AclEntry => ({
  egress,
  number: number(ruleNumber) ?? 0,
  version: text(ipv6CidrBlock) ? 6 : 4,
});

export const inlineEntries = (acl: Properties): readonly AclEntry[] => [
  ...records(acl.ingress).map(({ ruleNo, ipv6CidrBlock }) => entry(false, ruleNo, ipv6CidrBlock)),
  ...records(acl.egress).map(({ ruleNo, ipv6CidrBlock }) => entry(true, ruleNo, ipv6CidrBlock)),
];

export const separateEntry = ({ egress, ruleNumber, ipv6CidrBlock }: Properties): AclEntry =>
  entry(egress === true, ruleNumber, ipv6CidrBlock);

/** Entries of an ACL, without those of the resource that is asked about. An adopted default ACL has its adopter's. */
export function entriesOf(aclId: unknown, context: RuleContext): readonly AclEntry[] {
  const acl = context.get(DEFAULT_NETWORK_ACL, aclId) ?? context.get(NETWORK_ACL, aclId);
  const separate = context
    .where(NETWORK_ACL_RULE, "networkAclId", aclId)
    .filter(({ id }) => id !== context.self?.id)
    .map(({ outputs }) => separateEntry(outputs));
  return [...(acl && acl.id !== context.self?.id ? inlineEntries(acl.outputs) : []), ...separate];
}

const LAST_NUMBER = 32766;

export function numbersInRange(entries: readonly AclEntry[]): Refusal | undefined {
  const wrong = entries.find(({ number }) => number < 1 || number > LAST_NUMBER);
  return wrong
    ? {
        code: "InvalidParameterValue",
        message: `Value (${wrong.number}) for parameter ruleNumber is invalid: 1 to ${LAST_NUMBER} is allowed.`,
      }
    : undefined;
}

/** A rule number stands once per direction, whatever its address family. */
export function distinctNumbers(added: readonly AclEntry[], present: readonly AclEntry[]): Refusal | undefined {
  const twice = added.find((one, index) =>
    [...present, ...added.slice(0, index)].some(({ egress, number }) => egress === one.egress && number === one.number),
  );
  return twice
    ? {
        code: "NetworkAclEntryAlreadyExists",
        message: `The network acl entry identified by ${twice.number} already exists.`,
      }
    : undefined;
}

/** The limit holds per direction and address family. */
export const largestShare = (entries: readonly AclEntry[]): number =>
  Math.max(
    ...[true, false].flatMap((egress) =>
      ([4, 6] as const).map(
        (version) => entries.filter((one) => one.egress === egress && one.version === version).length,
      ),
    ),
  );
