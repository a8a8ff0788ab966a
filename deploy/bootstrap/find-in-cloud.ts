import { BudgetsClient, DescribeBudgetCommand } from "@aws-sdk/client-budgets";
import { DescribeRepositoriesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { GetPolicyCommand, GetRoleCommand, IAMClient, ListOpenIDConnectProvidersCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, type KeyMetadata, KMSClient, paginateListKeys } from "@aws-sdk/client-kms";
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AdoptableType } from "@throughline/stacks/bootstrap/foundation";
import type { AccountSections } from "@throughline/stacks/bootstrap/schema";
import { Failure } from "../errors";
import type { Sought } from "./find-in-world";

interface SdkError {
  readonly name: string;
  readonly message: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Looks in an account for what a foundation has; changes nothing. */
export class Finder {
  private readonly sts: STSClient;
  private readonly s3: S3Client;
  private readonly kms: KMSClient;
  private readonly ecr: ECRClient;
  private readonly iam: IAMClient;
  private readonly budgets: BudgetsClient;

  constructor(private readonly account: AccountSections["account"]) {
    // Which versions of Node.js are supported is this project's word, and the terminal is for what was found.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const settings = {
      region: account.region,
      // An address that nobody answers is told in seconds.
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
    };
    this.sts = new STSClient(settings);
    this.s3 = new S3Client(settings);
    this.kms = new KMSClient(settings);
    this.ecr = new ECRClient(settings);
    this.iam = new IAMClient(settings);
    // Budgets has one endpoint.
    this.budgets = new BudgetsClient({ ...settings, region: "us-east-1" });
  }

  /** @throws Failure if the credentials are missing, not valid, or another account's. */
  async refuseOtherAccount(): Promise<void> {
    const { Account: actual } = await asking("sts:GetCallerIdentity", () =>
      this.sts.send(new GetCallerIdentityCommand({})),
    );
    if (actual !== this.account.id) {
      throw new Failure(
        "usage",
        `The credentials at hand are those of account ${actual ?? "?"}, but throughline:account.id is ${this.account.id}. ` +
          "Take those of that account (AWS_PROFILE), or correct the file.",
      );
    }
  }

  /**
   * Id of a resource, if it exists.
   *
   * @throws Failure if AWS does not answer, or if the name is somebody else's.
   */
  find(sought: Sought): Promise<string | undefined> {
    return this.lookups[sought.type](sought);
  }

  close(): void {
    for (const client of [this.sts, this.s3, this.kms, this.ecr, this.iam, this.budgets]) {
      client.destroy();
    }
  }

  private readonly lookups: Readonly<Record<AdoptableType, (sought: Sought) => Promise<string | undefined>>> = {
    "aws:s3/bucket:Bucket": ({ physicalName }) => this.bucket(physicalName),
    "aws:kms/key:Key": (sought) => this.key(sought),
    "aws:kms/alias:Alias": async ({ physicalName: alias }) =>
      (await this.keyOf(alias)) === undefined ? undefined : alias,
    "aws:ecr/repository:Repository": ({ physicalName: name }) =>
      optional("ecr:DescribeRepositories", "RepositoryNotFoundException", async () => {
        const { repositories = [] } = await this.ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
        return repositories[0]?.repositoryName;
      }),
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": ({ physicalName }) => this.provider(physicalName),
    "aws:iam/role:Role": ({ physicalName: name }) =>
      optional("iam:GetRole", "NoSuchEntityException", async () => {
        const { Role } = await this.iam.send(new GetRoleCommand({ RoleName: name }));
        return Role?.RoleName;
      }),
    "aws:iam/policy:Policy": ({ physicalName: name }) =>
      optional("iam:GetPolicy", "NoSuchEntityException", async () => {
        const PolicyArn = `arn:aws:iam::${this.account.id}:policy/${name}`;
        const { Policy } = await this.iam.send(new GetPolicyCommand({ PolicyArn }));
        return Policy?.Arn;
      }),
    "aws:budgets/budget:Budget": ({ physicalName: name }) =>
      optional("budgets:DescribeBudget", "NotFoundException", async () => {
        await this.budgets.send(new DescribeBudgetCommand({ AccountId: this.account.id, BudgetName: name }));
        return `${this.account.id}:${name}`;
      }),
  };

  /** Names of buckets are the whole world's: one that is there may be somebody else's. */
  private async bucket(name: string): Promise<string | undefined> {
    try {
      await this.s3.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: this.account.id }));
      return name;
    } catch (error) {
      const status = (error as SdkError).$metadata?.httpStatusCode;
      if (status === 404) {
        return undefined;
      }
      if (status === 301 || status === 400) {
        throw new Failure(
          "refused",
          `The bucket ${name} is in another region than ${this.account.region}. Give throughline:state another bucketName.`,
        );
      }
      if (status === 403) {
        throw new Failure(
          "refused",
          `There is a bucket ${name} that these credentials may not see: it is somebody else's, or s3:ListBucket is not ` +
            "allowed. Give throughline:state another bucketName, or take other credentials.",
        );
      }
      throw unanswered("s3:ListBucket", error);
    }
  }

  /** A key that has no alias yet, because a run was interrupted, is known by its description. */
  private async key({ physicalName: alias, description }: Sought): Promise<string | undefined> {
    const named = await this.keyOf(alias);
    if (named !== undefined) {
      return named.KeyId;
    }
    return asking("kms:ListKeys", async () => {
      for await (const { Keys = [] } of paginateListKeys({ client: this.kms }, {})) {
        for (const { KeyId } of Keys) {
          const { KeyMetadata: key } = await this.kms.send(new DescribeKeyCommand({ KeyId }));
          if (key?.Description === description && key?.KeyState === "Enabled") {
            return KeyId;
          }
        }
      }
      return undefined;
    });
  }

  private async keyOf(alias: string): Promise<KeyMetadata | undefined> {
    const key = await optional("kms:DescribeKey", "NotFoundException", async () => {
      const { KeyMetadata } = await this.kms.send(new DescribeKeyCommand({ KeyId: alias }));
      return KeyMetadata;
    });
    if (key?.KeyState === "PendingDeletion") {
      throw new Failure(
        "refused",
        `The key of ${alias} is going to be deleted, and the state with it. If it is the one: ` +
          `aws kms cancel-key-deletion --key-id ${key.KeyId ?? alias}. If not, delete the alias.`,
      );
    }
    return key;
  }

  private async provider(issuer: string): Promise<string | undefined> {
    const { OpenIDConnectProviderList = [] } = await asking("iam:ListOpenIDConnectProviders", () =>
      this.iam.send(new ListOpenIDConnectProvidersCommand({})),
    );
    return OpenIDConnectProviderList.find(({ Arn }) => Arn?.endsWith(`:oidc-provider/${issuer}`) === true)?.Arn;
  }
}

/** The answer, or undefined if AWS says by this name that there is no such thing. */
async function optional<T>(action: string, absent: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if ((error as SdkError).name === absent) {
      return undefined;
    }
    throw unanswered(action, error);
  }
}

async function asking<T>(action: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw unanswered(action, error);
  }
}

function unanswered(action: string, error: unknown): Failure {
  const { name, message } = error as SdkError;
  const reason = /^(CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient)/.test(name)
    ? "there are no AWS credentials, or they are not valid any more. Sign in (aws sso login), or set AWS_PROFILE."
    : `${name}: ${message}`;
  return new Failure("machine", `AWS did not answer ${action}, and nothing was changed: ${reason}`);
}
