import { EC2Client } from "@aws-sdk/client-ec2";
import { ElastiCacheClient } from "@aws-sdk/client-elasticache";
import { IAMClient } from "@aws-sdk/client-iam";
import { RDSClient } from "@aws-sdk/client-rds";
import { Route53Client } from "@aws-sdk/client-route-53";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { STSClient } from "@aws-sdk/client-sts";

export type Clients = ReturnType<typeof connect>;

/** Clients of the services, with the credentials and the endpoints that the SDK finds in its usual places. */
export function connect(region: string) {
  // Which versions of Node.js are supported is this project's word, and the terminal is for what was found.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const settings = {
    region,
    // An address that nobody answers is told in seconds.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
  };
  return {
    ec2: new EC2Client(settings),
    elastiCache: new ElastiCacheClient(settings),
    iam: new IAMClient(settings),
    rds: new RDSClient(settings),
    route53: new Route53Client(settings),
    secretsManager: new SecretsManagerClient(settings),
    sts: new STSClient(settings),
  };
}

export function disconnect(clients: Clients): void {
  Object.values(clients).forEach((client) => {
    client.destroy();
  });
}
