import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { refuse } from "../network/problems";
import { nameTag } from "../network/tags";
import { imageRepositoriesProblems, type ImageRepositoriesArgs } from "./image-repositories-args";

/**
 * Repositories for images: scanned when they are pushed, with tags that never move, and not more of them than asked for.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/ecr/pricing/): 0.10 USD per GB and month; basic scanning is free. Ten
 * images of 200 MB in each of four repositories: 0.80 USD a month.
 */
export class ImageRepositories extends pulumi.ComponentResource {
  /** What images are pushed to and pulled from, by name of the repository. */
  public readonly repositoryUrls: pulumi.Output<Record<string, string>>;
  /** ARNs of the repositories. */
  public readonly repositoryArns: pulumi.Output<string[]>;

  public constructor(name: string, args: ImageRepositoriesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:ImageRepositories", name, args, opts);
    refuse(this, name, imageRepositoriesProblems(args));
    const repositories = args.repositories.map((repository) => createRepository(this, name, repository, args));

    this.repositoryUrls = pulumi.output(
      Object.fromEntries(args.repositories.map((repository, i) => [repository, repositories[i]?.repositoryUrl ?? ""])),
    );
    this.repositoryArns = pulumi.output(repositories.map(({ arn }) => arn));
    this.registerOutputs({ repositoryUrls: this.repositoryUrls, repositoryArns: this.repositoryArns });
  }
}

function createRepository(
  parent: pulumi.Resource,
  name: string,
  repositoryName: string,
  { keep = 10, tags }: ImageRepositoriesArgs,
): aws.ecr.Repository {
  const child = repositoryChild(name, repositoryName);
  const repository = new aws.ecr.Repository(
    child,
    {
      name: repositoryName,
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "AES256" }],
      tags: nameTag(repositoryName, tags),
    },
    { parent },
  );
  new aws.ecr.LifecyclePolicy(
    child,
    { repository: repository.name, policy: keepNewest(keep) },
    // A repository has one policy: a new one that is put first would go with the old one.
    { parent, deleteBeforeReplace: true },
  );
  return repository;
}

/** Name of a repository's resources in the program. */
export function repositoryChild(name: string, repositoryName: string): string {
  return `${name}-${repositoryName}`;
}

function keepNewest(count: number): string {
  const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: count };
  return JSON.stringify({
    rules: [{ rulePriority: 1, description: `Keep ${count} images`, selection, action: { type: "expire" } }],
  });
}
