import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * The newest image of Amazon Linux 2023 for an instance type.
 *
 * https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli
 */
export function newestAmazonLinux(parent: pulumi.Resource, instanceType: pulumi.Output<string>): pulumi.Output<string> {
  const name = instanceType.apply(
    (type) => `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(type)}`,
  );
  return aws.ssm.getParameterOutput({ name }, { parent }).insecureValue;
}

/** Graviton types have a `g` after the generation's number: t4g, m7gd, c8gn. */
function architectureOf(instanceType: string): "arm64" | "x86_64" {
  return /^[a-z]+\d+g/.test(instanceType) ? "arm64" : "x86_64";
}
