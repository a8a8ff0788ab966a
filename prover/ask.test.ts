import { expect } from "chai";
import type { Answer } from "./ask";
import { buildNetwork } from "./testing/build";
import { ask } from "./testing/ask";
import { hubAndSpoke } from "./testing/hub-and-spoke";

const codes = ({ blockers }: Answer): string[] =>
  blockers.map(
    ({ code, direction, evidence }) =>
      `${direction}: ${code} ${evidence.map(({ id, part }) => [id, part].filter(Boolean).join(" ")).join(",")}`,
  );

const network = buildNetwork(hubAndSpoke);

describe("a hub and a spoke", () => {
  it("lets the load balancer reach a node across the transit gateway, and the reply come back", () => {
    const answer = ask(network, "balancer", "node", 30080);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
    expect(answer.ways[0]?.request.map(({ kind }) => kind)).to.deep.equal([
      "security group",
      "network ACL",
      "route table",
      "transit gateway attachment",
      "network ACL",
      "transit gateway route table",
      "transit gateway attachment",
      "network ACL",
      "route table",
      "network ACL",
      "security group",
    ]);
  });

  it("lets a node reach the internet through the hub's NAT gateway, and the reply come back", () => {
    const answer = ask(network, "node", "internet", 443);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
  });

  it("lets a node reach the database by its group", () => {
    expect(ask(network, "node", "database", 5432).verdict).to.equal("proven");
  });

  it("keeps the load balancer from the database, for every reason at once", () => {
    const answer = ask(network, "balancer", "database", 5432);
    expect(answer.verdict).to.equal("blocked");
    expect(codes(answer)).to.deep.equal([
      "request: security-group-egress balancer",
      "request: network-acl-ingress data",
      "request: security-group-ingress database",
      "reply: network-acl-egress data",
      "reply: no-route spoke-main",
    ]);
  });

  it("keeps the internet from a node", () => {
    const answer = ask(network, "internet", "node", 30080);
    expect(answer.verdict).to.equal("blocked");
    expect(codes(answer))
      .to.include("request: no-internet-gateway spoke")
      .and.include("request: no-public-address node");
  });

  it("lets the internet reach what has a public address", () => {
    const answer = ask(network, "internet", "web", 443);
    expect(codes(answer)).to.deep.equal([]);
    expect(answer.verdict).to.equal("proven");
  });
});
