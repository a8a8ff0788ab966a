import { arnIn, type PolicyScope, type Statement } from "./policy";

/**
 * What External Secrets documents for reading from Secrets Manager, limited to the environment's secrets.
 *
 * https://external-secrets.io/latest/provider/aws-secrets-manager/
 */
export function externalSecrets(scope: PolicyScope): Statement[] {
  return [
    {
      Action: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetResourcePolicy",
        "secretsmanager:GetSecretValue",
        "secretsmanager:ListSecretVersionIds",
      ],
      Resource: arnIn(scope, "secretsmanager", `secret:${scope.secretPrefix}*`),
    },
  ];
}
