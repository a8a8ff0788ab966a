import { expect } from "chai";

import { accountsWithRoles, addOns } from ".";
import { AddOnChart } from "./charts";

describe("the add-ons of a cluster", () => {
  it("are one row for each chart", () => {
    expect(addOns.map(({ chart }) => chart)).to.have.members(Object.values(AddOnChart));
  });

  it("do not share a namespace of their own", () => {
    const own = addOns.flatMap(({ namespace }) => (namespace.isolation ? namespace.name : []));
    expect(own).to.deep.equal([...new Set(own)]);
  });

  it("take IAM roles by the service accounts that are wanted", () => {
    expect(accountsWithRoles({ clusterAutoscaler: false, cloudWatch: { metrics: true } }, "eks")).to.have.members([
      "external-secrets/external-secrets",
      "kube-system/aws-load-balancer-controller",
      "amazon-cloudwatch/aws-for-fluent-bit",
      "amazon-cloudwatch/cloudwatch-agent",
    ]);
  });
});
