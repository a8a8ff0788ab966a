import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import type { ContractOutputs } from "../contracts/read";
import { canaryRequests } from "./canary-requests";
import { type Layers, watchedBy } from "./watched";

type Settings = Parameters<typeof watchedBy>[0];

const value = <T>(output: pulumi.Input<T>): Promise<unknown> =>
  new Promise((resolve) => void pulumi.output(output).apply(resolve));

const network = { transitGateway: pulumi.output(undefined) } as unknown as ContractOutputs<"network">;
const certificate = (region: string): string => `arn:aws:acm:${region}:111122223333:certificate/1`;
const edge = {
  loadBalancers: pulumi.output({ alb: { arnSuffix: "app/dev/1" }, apps: { arnSuffix: "net/dev/2" } }),
  distribution: pulumi.output({ distributionId: "E1" }),
  certificateArns: pulumi.output({
    "a.example.com": certificate("us-east-1"),
    "b.example.com": certificate("eu-west-1"),
  }),
  webAclMetricName: pulumi.output("dev-firewall"),
} as unknown as ContractOutputs<"edge">;

const settings = (more: Partial<Settings>): Settings => ({
  account: { id: "111122223333", region: "eu-west-1" },
  network: { availabilityZones: [], hub: { cidrBlock: "10.0.0.0/16", tiers: [], natGateways: "none" } },
  compute: undefined,
  data: undefined,
  mesh: undefined,
  edge: undefined,
  ...more,
});
const domain = { name: "a.example.com", zoneName: "example.com" };
const alb = { tier: "hub.private" };

const watched = (more: Partial<Settings>, layers: Partial<Layers> = {}): Promise<unknown> =>
  value(watchedBy(settings(more), { network, ...layers }) as object);

describe("what is watched of an environment", () => {
  it("is the region alone where there is nothing else", async () => {
    expect(await watched({})).to.deep.equal({
      region: "eu-west-1",
      autoScalingGroupNames: {},
      databases: {},
      cacheNodes: {},
      natGateways: false,
    });
  });

  it("is what Container Insights sees where it is on, which it can be on EKS alone", async () => {
    const compute = {
      cluster: pulumi.output({ name: "dev" }),
      nodeGroups: pulumi.output({ general: { autoScalingGroupName: "eks-general" } }),
    } as unknown as ContractOutputs<"compute">;
    const cluster = {
      engine: "eks" as const,
      tier: "apps.nodes",
      api: { access: "tunnel" as const },
      nodeGroups: { general: { instanceTypes: ["t3.large"], minSize: 2, maxSize: 4 } },
    };
    const insights = { mesh: { addOns: { cloudWatch: { metrics: true } } } };
    expect(await watched({ compute: cluster, ...insights }, { compute })).to.deep.include({
      clusterName: "dev",
      autoScalingGroupNames: { general: "eks-general" },
    });
    const k3s = { ...cluster, engine: "k3s" as const };
    expect(await watched({ compute: k3s, ...insights }, { compute })).to.not.have.property("clusterName");
    const logsOnly = { mesh: { addOns: { cloudWatch: {} } } };
    expect(await watched({ compute: cluster, ...logsOnly }, { compute })).to.not.have.property("clusterName");
  });

  it("has NAT gateways where the network makes them by itself", async () => {
    const tiers = [{ name: "public", type: "public" as const }];
    const hub = { cidrBlock: "10.0.0.0/16", tiers };
    expect(await watched({ network: { availabilityZones: [], hub } })).to.include({ natGateways: true });
  });

  it("is CloudFront's certificate in us-east-1, and the load balancer's in its own region", async () => {
    expect(await watched({ edge: { domain, cdn: {}, alb, waf: {} } }, { edge })).to.deep.include({
      loadBalancers: { alb: { type: "application", arnSuffix: "app/dev/1" } },
      distributionId: "E1",
      webAcl: { metricName: "dev-firewall", global: true },
      certificateArns: { "us-east-1": [certificate("us-east-1")], "eu-west-1": [certificate("eu-west-1")] },
    });
  });

  it("is a firewall in the region where it is at the load balancer", async () => {
    const local = { webAcl: { metricName: "dev-firewall", global: false } };
    expect(await watched({ edge: { alb, waf: {} } }, { edge })).to.deep.include(local);
    expect(await watched({ edge: { alb, cdn: {}, waf: { attachTo: "alb" } } }, { edge })).to.deep.include(local);
  });

  it("is every network load balancer by its spoke, and no certificate without a domain", async () => {
    expect(await watched({ edge: { nlb: { apps: { tier: "hub.public" } } } }, { edge })).to.deep.include({
      loadBalancers: { apps: { type: "network", arnSuffix: "net/dev/2" } },
      certificateArns: {},
    });
  });

  it("is nothing of an edge whose zone waits to be delegated", async () => {
    const waiting = { edge: { domain: { ...domain, delegated: false }, cdn: {}, alb } };
    expect(await watched(waiting, { edge })).to.not.have.any.keys("loadBalancers", "distributionId", "certificateArns");
  });
});

describe("the request of a canary", () => {
  const observability = { canaries: { balance: { everyMinutes: 5 } } };
  const path = { description: "A balance", from: "internet", request: { path: "/api/account/balance" } };
  const urls = pulumi.output<Record<string, string>>({
    site: "https://a.example.com",
    api: "https://a.example.com/api",
  });

  it("is that of the path of its name, to what visitors type", async () => {
    const requests = canaryRequests({ observability, paths: { balance: path } }, urls);
    expect(await value(requests.balance?.url)).to.equal("https://a.example.com/api/account/balance");
    expect(requests.balance?.everyMinutes).to.equal(5);
  });

  it("goes to the origin that the path names", async () => {
    const request = { ...path.request, origin: "http://b.example.com", status: 301 };
    const requests = canaryRequests({ observability, paths: { balance: { ...path, request } } }, undefined);
    expect(await value(requests.balance?.url)).to.equal("http://b.example.com/api/account/balance");
    expect(requests.balance?.status).to.equal(301);
  });

  it("is refused without a path of its name, and where there is nobody to ask", () => {
    expect(() => canaryRequests({ observability, paths: {} }, urls)).to.throw(pulumi.RunError, "no declared path");
    expect(() => canaryRequests({ observability, paths: { balance: path } }, undefined)).to.throw(
      pulumi.RunError,
      "nothing to ask",
    );
  });
});
