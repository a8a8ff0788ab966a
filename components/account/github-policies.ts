/** Who may take the roles of GitHub Actions, and what they may do. */

/** Where GitHub signs the tokens of its jobs. https://docs.github.com/actions/concepts/security/openid-connect */
export const githubIssuer = "token.actions.githubusercontent.com";

/** What the tokens are for. */
export const githubAudience = "sts.amazonaws.com";

/** `sub` of a job that runs for a pull request. */
export function pullRequestSubject(repository: string): string {
  return `repo:${repository}:pull_request`;
}

/** `sub` of a job that names an environment, which GitHub admits by the environment's own rules. */
export function environmentSubject(repository: string, environment: string): string {
  return `repo:${repository}:environment:${environment}`;
}

/** Jobs with exactly one of these subjects, and nobody else: no pattern, which would let other repositories in. */
export function trustPolicy(providerArn: string, subjects: string[]): string {
  return document([
    {
      Effect: "Allow",
      Principal: { Federated: providerArn },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${githubIssuer}:aud`]: githubAudience,
          [`${githubIssuer}:sub`]: subjects.length === 1 ? subjects[0] : subjects,
        },
      },
    },
  ]);
}

/** A preview reads the state, and opens the secrets in it. */
export function readStatePolicy(bucketArn: string, keyArn: string): string {
  return document([
    { Sid: "ReadState", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: withContents(bucketArn) },
    { Sid: "OpenSecrets", Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: keyArn },
  ]);
}

/** What a boundary keeps from being changed. */
export interface Guarded {
  /** The state's, if it is in this account. */
  bucketArn?: string;
  keyArn?: string;
  /** All repositories for images: environments share them. */
  repositoryArns: string;
  providerArn: string;
  roleArns: string[];
  boundaryArn: string;
}

/**
 * The most that the deploy role can ever do, whatever is attached to it: anything but outside of its regions, to the
 * account's foundation, and to people's own access.
 *
 * It makes roles, as nodes and flow logs need them, and so could make one that is allowed more: the boundary stops
 * accidents and shortcuts. What stops the rest is who may start a job in the GitHub environment.
 */
export function boundaryPolicy(regions: string[], guarded: Guarded): string {
  const { bucketArn, keyArn, repositoryArns, providerArn, roleArns, boundaryArn } = guarded;
  return document([
    { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" },
    {
      Sid: "OtherRegions",
      Effect: "Deny",
      Action: "*",
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": regions } },
    },
    {
      Sid: "PeoplesAccess",
      Effect: "Deny",
      Action: [
        "iam:AddUserToGroup",
        "iam:AttachUserPolicy",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreateUser",
        "iam:PutUserPolicy",
        "iam:UpdateLoginProfile",
        "account:*",
        "organizations:*",
      ],
      Resource: "*",
    },
    ...deny("State", withContents(bucketArn), [
      "s3:BypassGovernanceRetention",
      "s3:DeleteBucket",
      "s3:DeleteBucketPolicy",
      "s3:DeleteObjectVersion",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
    ]),
    ...deny(
      "StateKey",
      [keyArn],
      [
        "kms:CreateGrant",
        "kms:DeleteAlias",
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion",
        "kms:UpdateAlias",
      ],
    ),
    ...deny(
      "Images",
      [repositoryArns],
      [
        "ecr:DeleteLifecyclePolicy",
        "ecr:DeleteRepository",
        "ecr:PutImageTagMutability",
        "ecr:PutLifecyclePolicy",
        "ecr:SetRepositoryPolicy",
      ],
    ),
    ...deny(
      "Trust",
      [providerArn, ...roleArns, boundaryArn],
      [
        "iam:Add*",
        "iam:Attach*",
        "iam:Create*",
        "iam:Delete*",
        "iam:Detach*",
        "iam:Put*",
        "iam:Remove*",
        "iam:Set*",
        "iam:Tag*",
        "iam:Untag*",
        "iam:Update*",
      ],
    ),
  ]);
}

function deny(Sid: string, resources: (string | undefined)[], Action: string[]): object[] {
  const Resource = resources.filter((resource) => resource !== undefined);
  return Resource.length === 0 ? [] : [{ Sid, Effect: "Deny", Action, Resource }];
}

/** A bucket and all that is in it. */
function withContents(bucketArn: string | undefined): string[] {
  return bucketArn === undefined ? [] : [bucketArn, `${bucketArn}/*`];
}

function document(Statement: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
