import * as pulumi from "@pulumi/pulumi";
import { observabilityContract } from "../contracts";
import { knownNetwork } from "../contracts/known-network";
import { readContract } from "../contracts/read";
import { stub } from "../contracts/stub";
import { readSections } from "../program";

const sections = readSections("account", "network", "compute", "data", "mesh", "apps", "edge");
const { account } = readContract("network", { known: knownNetwork(sections) });
const compute = sections.compute && readContract("compute");
const data = sections.data && readContract("data");
const mesh = sections.mesh && readContract("mesh");
const apps = sections.apps && readContract("apps");
const edge = sections.edge && readContract("edge");

const names = pulumi
  .all([compute?.cluster, mesh?.trustDomain, data?.databases, apps?.services])
  .apply(([cluster, trustDomain, databases = {}, services = {}]) => ({
    ...(cluster && { cluster: cluster.name }),
    ...(trustDomain !== undefined && { trustDomain }),
    databases: Object.keys(databases).join(),
    services: Object.keys(services).join(),
  }));

export = stub(observabilityContract, { account, urls: edge?.urls ?? {}, names, dashboards: {} });
