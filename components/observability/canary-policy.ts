/** What canaries may do. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html */

/** A canary is a function of Lambda. */
export const canaryTrust = document([
  { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
]);

/**
 * Results into the bucket, logs, and the metrics of Synthetics.
 *
 * @param prefix what the canaries' names begin with.
 */
export function canaryPolicy(bucketArn: string, prefix: string): string {
  const partition = bucketArn.split(":")[1] ?? "aws";
  return document([
    {
      Sid: "Results",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:GetObject"],
      Resource: `${bucketArn}/${resultsFolder}/*`,
    },
    { Sid: "Bucket", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucketArn },
    { Sid: "Buckets", Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
    {
      Sid: "Logs",
      Effect: "Allow",
      Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `arn:${partition}:logs:*:*:log-group:/aws/lambda/cwsyn-${prefix}-*`,
    },
    {
      Sid: "Metrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
    },
  ]);
}

/** Folder of the bucket with what canaries leave behind. */
export const resultsFolder = "results";

function document(Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
