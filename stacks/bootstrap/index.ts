import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { CostBudget, GithubActionsRoles, ImageRepositories, StateBucket } from "@throughline/components/account/index";
import { foundationOf } from "./foundation";
import { keepForever } from "./keep-forever";
import { readAccount } from "./settings";
import { backendUrl, secretsProviderUrl } from "./state-urls";

const name = pulumi.getStack();
const { sections, adopt } = readAccount();
const { account } = sections;
const foundation = foundationOf(name, sections);

const provider = new aws.Provider("aws", {
  region: account.region as aws.Region,
  allowedAccountIds: [account.id],
  defaultTags: { tags: { "throughline:account": name } },
});
const opts = { providers: [provider], transformations: [keepForever(adopt)] };

const state = foundation.state && new StateBucket(name, foundation.state, opts);
const images = foundation.images && new ImageRepositories(name, foundation.images, opts);
const roles =
  foundation.github &&
  new GithubActionsRoles(
    name,
    { ...foundation.github, stateBucketArn: state?.bucketArn, stateKeyArn: state?.keyArn },
    opts,
  );
if (foundation.budget !== undefined) {
  new CostBudget(name, foundation.budget, opts);
}

export = {
  account,
  ...(foundation.state && {
    backendUrl: backendUrl(account.region, foundation.state.bucketName),
    secretsProvider: secretsProviderUrl(account.region, foundation.state.keyAlias),
  }),
  ...(images && { repositoryUrls: images.repositoryUrls }),
  ...(roles && { planRoleArn: roles.planRoleArn, deployRoleArn: roles.deployRoleArn }),
};
