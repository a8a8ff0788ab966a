import { expect } from "chai";
import { Failure } from "../errors";
import { Questions } from "./questions";

interface Refusal {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode: number };
}

async function settle(...refusals: readonly (readonly [string, Refusal])[]): Promise<string> {
  const ask = new Questions();
  for (const [action, refusal] of refusals) {
    await ask.answer(action, () => Promise.reject(Object.assign(new Error(refusal.message), refusal)));
  }
  try {
    ask.settle();
    return "";
  } catch (error) {
    expect(error).to.be.instanceOf(Failure);
    return (error as Failure).message;
  }
}

const denied = {
  name: "UnauthorizedOperation",
  message: "You are not authorized …",
  $metadata: { httpStatusCode: 403 },
};

describe("questions to AWS", () => {
  it("are all answered, or it is told which were not and why, each cause once", async () => {
    expect(
      await settle(
        ["ec2:DescribeVpcs", denied],
        ["ec2:DescribeSubnets", denied],
        ["rds:DescribeDBInstances", { name: "InternalFailure", message: "try later" }],
      ),
    ).to.equal(
      "AWS did not answer, and nothing was written:\n" +
        "  ec2:DescribeSubnets, ec2:DescribeVpcs: refused (UnauthorizedOperation). docs/existing.md has the policy that allows what is asked.\n" +
        "  rds:DescribeDBInstances: InternalFailure: try later",
    );
    expect(await settle()).to.equal("");
  });

  const causes: readonly [string, Refusal, string][] = [
    ["nobody is signed in", { name: "CredentialsProviderError" }, "there are no AWS credentials. Sign in"],
    ["a session has ended", { name: "ExpiredTokenException" }, "the credentials are not valid (ExpiredTokenException)"],
    [
      "a name does not resolve",
      { name: "Error", code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND ec2" },
      "cannot be reached (getaddrinfo ENOTFOUND ec2)",
    ],
    ["nobody answers in time", { name: "TimeoutError", message: "timed out" }, "cannot be reached (timed out)"],
    [
      "an organization forbids it",
      { name: "AccessDeniedException", message: "by an SCP" },
      "refused (AccessDeniedException)",
    ],
  ];
  for (const [cause, refusal, told] of causes) {
    it(`say what to do when ${cause}`, async () => {
      expect(await settle(["sts:GetCallerIdentity", refusal])).to.include(told);
    });
  }

  it("are asked page by page", async () => {
    async function* pages() {
      yield await Promise.resolve({ items: [1, 2] });
      yield { items: undefined };
      yield { items: [3] };
    }
    expect(await new Questions().all("ec2:DescribeVpcs", pages(), ({ items }) => items)).to.deep.equal([1, 2, 3]);
  });
});
