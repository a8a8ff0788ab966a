/** Where the program runs: zones, region, account, partition. */
import type { DataSource } from "../../resource-type";
import { availabilityZones, regionDescription } from "../regions";
import { partition } from "../standard";
import { records, text, texts } from "../values";

const docs = (name: string): string => `https://www.pulumi.com/registry/packages/aws/api-docs/${name}/`;

const dnsSuffix = (region: string): string => (partition(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com");

export const getAvailabilityZones: DataSource = {
  token: "aws:index/getAvailabilityZones:getAvailabilityZones",
  documentation: docs("getavailabilityzones"),
  answer: (args, { region }) => {
    const allowed = (name: string): readonly string[] | undefined => {
      const filter = records(args.filters).find((candidate) => candidate.name === name);
      return filter && texts(filter.values);
    };
    // Local and wavelength zones have to be opted in to: a new account has none.
    const isOffered = allowed("opt-in-status")?.includes("opt-in-not-required") ?? true;
    const isWanted = (args.state ?? "available") === "available" && isOffered;
    const zones = (isWanted ? availabilityZones(region) : []).filter(
      ({ name, id }) =>
        !texts(args.excludeNames).includes(name) &&
        !texts(args.excludeZoneIds).includes(id) &&
        (allowed("zone-name")?.includes(name) ?? true) &&
        (allowed("zone-id")?.includes(id) ?? true),
    );
    return {
      ...args,
      id: region,
      region,
      names: zones.map(({ name }) => name),
      zoneIds: zones.map(({ id }) => id),
      groupNames: [region],
    };
  },
};

export const getCallerIdentity: DataSource = {
  token: "aws:index/getCallerIdentity:getCallerIdentity",
  documentation: docs("getcalleridentity"),
  answer: (_args, { account, region }) => ({
    id: account,
    accountId: account,
    arn: `arn:${partition(region)}:sts::${account}:assumed-role/sandbox/rehearsal`,
    userId: "AROASANDBOX2345672345:rehearsal",
  }),
};

export const getRegion: DataSource = {
  token: "aws:index/getRegion:getRegion",
  documentation: docs("getregion"),
  answer: (args, context) => {
    const region = text(args.region) ?? text(args.name) ?? context.region;
    return {
      id: region,
      name: region,
      region,
      description: regionDescription(region),
      endpoint: `ec2.${region}.${dnsSuffix(region)}`,
    };
  },
};

export const getPartition: DataSource = {
  token: "aws:index/getPartition:getPartition",
  documentation: docs("getpartition"),
  answer: (_args, { region }) => ({
    id: partition(region),
    partition: partition(region),
    dnsSuffix: dnsSuffix(region),
    reverseDnsPrefix: dnsSuffix(region).split(".").reverse().join("."),
  }),
};
