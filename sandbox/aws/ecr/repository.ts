import { none } from "../../resource-type";
import type { Reference, ResourceType } from "../../resource-type";
import { arn, partition, standard } from "../standard";
import { record, records, text } from "../values";

export const REPOSITORY = "aws:ecr/repository:Repository";

/** A repository by its name, as its policies take it. */
export const repositoryByName: Reference = {
  path: "repository",
  to: [REPOSITORY],
  by: "name",
  missing: "RepositoryNotFoundException",
};

/** `1234.dkr.ecr.eu-west-1.amazonaws.com` */
const registry = (account: string, region: string): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com${partition(region) === "aws-cn" ? ".cn" : ""}`;

export const repository: ResourceType = {
  type: REPOSITORY,
  documentation: "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html",
  required: [],
  defaults: { imageTagMutability: "MUTABLE", encryptionConfigurations: [{ encryptionType: "AES256" }] },
  autoname: { property: "name", maximumLength: 256 },
  id: ({ name }) => String(name),
  computed: (inputs, context) => ({
    ...standard(inputs, context),
    arn: arn(context, "ecr", `repository/${String(inputs.name)}`),
    registryId: context.account,
    repositoryUrl: `${registry(context.account, context.region)}/${String(inputs.name)}`,
  }),
  references: [
    {
      path: "encryptionConfigurations[].kmsKey",
      to: ["aws:kms/key:Key"],
      by: "arn",
      missing: "KmsException",
      except: /:alias\//,
    },
  ],
  unique: [
    {
      scope: "account-region",
      key: ({ name }) => text(name),
      code: "RepositoryAlreadyExistsException",
      message: ({ name }) => `The repository with name '${String(name)}' already exists in the registry`,
    },
  ],
  replaceOn: ["name", "region", "encryptionConfigurations"],
  formats: [
    {
      property: "name",
      pattern: /^(?=.{2,256}$)(?:[a-z\d]+(?:[._-][a-z\d]+)*\/)*[a-z\d]+(?:[._-][a-z\d]+)*$/,
      code: "InvalidParameterException",
      allowed: "2 to 256 lower-case letters, digits and single ._-, in parts divided by /",
    },
    {
      property: "imageTagMutability",
      pattern: /^(MUTABLE|IMMUTABLE)(_WITH_EXCLUSION)?$/,
      code: "InvalidParameterException",
      allowed: "MUTABLE, IMMUTABLE, or one of them with _WITH_EXCLUSION",
    },
    {
      property: "encryptionConfigurations[].encryptionType",
      pattern: /^(AES256|KMS|KMS_DSSE)$/,
      code: "InvalidParameterException",
      allowed: "AES256, KMS or KMS_DSSE",
    },
  ],
  refusals: [
    ({ imageTagMutability, imageTagMutabilityExclusionFilters }) => {
      const filtered = records(imageTagMutabilityExclusionFilters).length > 0;
      return filtered === (text(imageTagMutability) ?? "").endsWith("_WITH_EXCLUSION")
        ? undefined
        : {
            code: "InvalidParameterException",
            message: "image_tag_mutability_exclusion_filter goes with a mutability _WITH_EXCLUSION, and with no other",
          };
    },
    ({ encryptionConfigurations }) => {
      const [{ encryptionType, kmsKey } = record({})] = records(encryptionConfigurations);
      return encryptionType === "AES256" && text(kmsKey) !== undefined
        ? { code: "InvalidParameterException", message: "a KMS key goes with the encryption type KMS" }
        : undefined;
    },
  ],
  quotas: [
    {
      name: "Registered repositories",
      limit: 100_000,
      code: "LimitExceededException",
      documentation: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html (L-CFEB8E8D)",
    },
  ],
};

/** What is kept in a repository is no resource: whether it holds images is not known here. */
export const perRepository = {
  id: ({ repository: name }: Readonly<Record<string, unknown>>) => String(name),
  overwrites: true,
  references: [repositoryByName],
  unique: none("a policy is put over the one that is there"),
  quotas: none("a repository has one of it"),
} as const satisfies Partial<ResourceType>;
