import { expect } from "chai";

import { addOnPolicy, AddOnRole } from ".";
import { scopeOf, type Statement } from "./policy";

const scope = scopeOf("arn:aws:eks:us-east-1:111122223333:cluster/dev", "dev/");

function statementsOf(role: AddOnRole): Statement[] {
  return (JSON.parse(addOnPolicy(role, scope)) as { Statement: Statement[] }).Statement;
}

/** What changes something, and is bound to no tag and no named resource. */
function unlimited(role: AddOnRole): string[] {
  return statementsOf(role)
    .filter(({ Resource, Condition }) => Resource === "*" && Condition === undefined)
    .flatMap(({ Action }) => Action)
    .filter((action) => !/^[a-z0-9-]+:(Describe|Get|List)/.test(action));
}

describe("policies of add-ons", () => {
  for (const role of Object.values(AddOnRole)) {
    it(`of ${role} fit into a role: 10240 characters without white space`, () => {
      expect(addOnPolicy(role, scope).replaceAll(/\s/g, "").length).to.be.lessThan(10_240);
    });

    it(`of ${role} allow no whole service`, () => {
      const actions = statementsOf(role).flatMap(({ Action }) => Action);
      expect(actions.filter((action) => action.includes("*"))).to.deep.equal([]);
    });
  }

  it("let the cluster autoscaler change the groups that EKS tags for this cluster", () => {
    expect(unlimited(AddOnRole.clusterAutoscaler)).to.deep.equal([]);
    expect(statementsOf(AddOnRole.clusterAutoscaler).at(-1)).to.deep.include({
      Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
      Condition: { StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/dev": "owned" } },
    });
  });

  it("let External Secrets read the environment's secrets", () => {
    expect(statementsOf(AddOnRole.externalSecrets).map(({ Resource }) => Resource)).to.deep.equal([
      "arn:aws:secretsmanager:us-east-1:111122223333:secret:dev/*",
    ]);
  });

  it("let logs and metrics go into the cluster's own log groups", () => {
    expect(unlimited(AddOnRole.fluentBit)).to.deep.equal([]);
    expect(unlimited(AddOnRole.cloudWatchAgent)).to.deep.equal([]);
    const resources = [AddOnRole.fluentBit, AddOnRole.cloudWatchAgent]
      .flatMap(statementsOf)
      .filter(({ Action }) => Action.some((action) => action.startsWith("logs:")))
      .flatMap(({ Resource }) => Resource);
    for (const resource of resources) {
      expect(resource).to.match(/^arn:aws:logs:us-east-1:111122223333:log-group:\/aws\/containerinsights\/dev\/\*/);
    }
  });

  it("let the load balancer controller delete and change what it made for this cluster", () => {
    const owned = { StringEquals: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "dev" } };
    for (const action of ["DeleteLoadBalancer", "DeleteTargetGroup", "ModifyTargetGroup", "SetSecurityGroups"]) {
      const granted = statementsOf(AddOnRole.loadBalancerController).filter(({ Action }) =>
        Action.includes(`elasticloadbalancing:${action}`),
      );
      expect(
        granted.map(({ Condition }) => Condition),
        action,
      ).to.deep.equal([owned]);
    }
    // What AWS cannot limit by this tag.
    expect(unlimited(AddOnRole.loadBalancerController).filter((action) => action.startsWith("ec2:"))).to.deep.equal([
      "ec2:AuthorizeSecurityGroupIngress",
      "ec2:RevokeSecurityGroupIngress",
      "ec2:CreateSecurityGroup",
    ]);
  });
});
