import type { Properties } from "../resource-type";
import type { Account } from "./account";

/** What a canary needs; gives a function that makes one. */
export async function makeCanary(account: Account): Promise<(inputs?: Properties) => ReturnType<Account["make"]>> {
  const bucket = (await account.make("aws:s3/bucket:Bucket", { bucket: "canaries-123456789012" })).id;
  await account.make("aws:s3/bucketObject:BucketObject", { bucket, key: "canary.zip", content: "zip" });
  const role = await account.make("aws:iam/role:Role", {
    assumeRolePolicy: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }],
    },
  });
  const may = { Effect: "Allow", Action: "s3:PutObject", Resource: `arn:aws:s3:::${bucket}/results/*` };
  await account.make("aws:iam/rolePolicy:RolePolicy", {
    role: role.id,
    policy: { Version: "2012-10-17", Statement: [may] },
  });
  return (inputs = {}) =>
    account.make("aws:synthetics/canary:Canary", {
      name: "balance",
      runtimeVersion: "syn-nodejs-5.2",
      handler: "canary.handler",
      s3Bucket: bucket,
      s3Key: "canary.zip",
      executionRoleArn: role.outputs.arn,
      artifactS3Location: `s3://${bucket}/results`,
      schedule: { expression: "rate(5 minutes)" },
      ...inputs,
    });
}
