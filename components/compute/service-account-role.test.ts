import { expect } from "chai";

import { record, valueOf } from "../testing/recorder";
import { ServiceAccountRole, type ServiceAccountRoleArgs } from "./service-account-role";

const oidc = {
  issuer: "https://oidc.eks.us-east-1.amazonaws.com/id/0123",
  providerArn: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/0123",
};

function makeRole(args: Partial<ServiceAccountRoleArgs> = {}): ServiceAccountRole {
  return new ServiceAccountRole("dev-reports", { oidc, namespace: "reports", serviceAccount: "reader", ...args });
}

describe("ServiceAccountRole", () => {
  it("is taken by one service account of the cluster, with a token that is meant for STS, and by nobody else", async () => {
    const { get } = await record(makeRole);
    const { assumeRolePolicy } = get("aws:iam/role:Role", "dev-reports").inputs;
    expect(JSON.parse(String(assumeRolePolicy))).to.deep.equal({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: oidc.providerArn },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: {
            StringEquals: {
              "oidc.eks.us-east-1.amazonaws.com/id/0123:aud": "sts.amazonaws.com",
              "oidc.eks.us-east-1.amazonaws.com/id/0123:sub": "system:serviceaccount:reports:reader",
            },
          },
        },
      ],
    });
  });

  it("may do nothing by itself", async () => {
    const { resources } = await record(makeRole);
    expect(resources.map(({ type }) => type)).to.deep.equal([
      "throughline:index:ServiceAccountRole",
      "aws:iam/role:Role",
    ]);
  });

  it("may do what its policies say", async () => {
    const policyArn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    const { get } = await record(() => makeRole({ policy: "{}", managedPolicyArns: [policyArn] }));
    expect(get("aws:iam/rolePolicy:RolePolicy", "dev-reports").inputs).to.deep.equal({
      role: "dev-reports",
      policy: "{}",
    });
    expect(
      get("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "dev-reports-AmazonS3ReadOnlyAccess").inputs,
    ).to.deep.equal({ role: "dev-reports", policyArn });
  });

  it("gives its ARN, once it may do what it is for", async () => {
    const { result } = await record(() => makeRole({ policy: "{}" }));
    expect(await valueOf(result.roleArn)).to.equal("arn:aws:iam::111122223333:role/dev-reports");
  });
});
