/** Prefix lists: AWS's own and the account's. */
import type { DataSource, Properties, RuleContext } from "../../resource-type";
import { awsPrefixLists, MANAGED_PREFIX_LIST } from "../ec2/prefix-lists";
import { partition } from "../standard";
import { number, records, text, texts } from "../values";

interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly maxEntries: number;
  readonly cidrs: readonly string[];
}

function prefixLists(context: RuleContext): readonly PrefixList[] {
  const own = context.all(MANAGED_PREFIX_LIST).map(({ id, outputs }) => ({
    id,
    name: String(outputs.name),
    ownerId: context.account,
    maxEntries: number(outputs.maxEntries) ?? 0,
    cidrs: texts(records(outputs.entries).map(({ cidr }) => cidr)),
  }));
  const aws = awsPrefixLists(context.region).map(({ id, name, weight, cidrs }) => ({
    id,
    name,
    ownerId: "AWS",
    maxEntries: weight,
    cidrs,
  }));
  return [...aws, ...own];
}

function find(args: Properties, id: unknown, context: RuleContext): PrefixList | undefined {
  const filter = (name: string): readonly string[] =>
    texts(records(args.filters).find((candidate) => candidate.name === name)?.values);
  return prefixLists(context).find(
    (list) =>
      list.id === text(id) ||
      list.name === text(args.name) ||
      filter("prefix-list-id").includes(list.id) ||
      filter("prefix-list-name").includes(list.name),
  );
}

const notFound = (args: Properties) => ({
  code: "InvalidPrefixListID.NotFound",
  message: `no matching prefix list found: ${JSON.stringify(args)}`,
});

export const getPrefixList: DataSource = {
  token: "aws:ec2/getPrefixList:getPrefixList",
  documentation: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html",
  assumed: true,
  answer: (args, context) => {
    const list = find(args, args.prefixListId, context);
    return list
      ? { ...args, id: list.id, name: list.name, region: context.region, cidrBlocks: list.cidrs }
      : notFound(args);
  },
};

export const getManagedPrefixList: DataSource = {
  token: "aws:ec2/getManagedPrefixList:getManagedPrefixList",
  documentation: "https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html",
  assumed: true,
  answer: (args, context) => {
    const list = find(args, args.id, context);
    const owner = list?.ownerId === "AWS" ? "aws" : context.account;
    return list
      ? {
          ...args,
          id: list.id,
          name: list.name,
          region: context.region,
          arn: `arn:${partition(context.region)}:ec2:${context.region}:${owner}:prefix-list/${list.id}`,
          ownerId: list.ownerId,
          addressFamily: "IPv4",
          maxEntries: list.maxEntries,
          version: 1,
          entries: list.cidrs.map((cidr) => ({ cidr, description: "" })),
          tags: {},
        }
      : notFound(args);
  },
};
