import { record } from "../../../aws/values";
import { definitions } from "../chart";
import type { Chart } from "../chart";
import {
  budgets,
  clusterRole,
  deployment,
  fullName,
  object,
  part,
  replicasOf,
  restricted,
  service,
  serviceAccount,
  serviceAccountName,
  webhooks,
} from "../parts";

export const externalSecrets: Chart = {
  name: "external-secrets",
  repository: "https://charts.external-secrets.io",
  documentation: "https://external-secrets.io/latest/introduction/getting-started/",
  versions: /^2\.\d+\.\d+$/,
  appVersion: (version) => `v${version}`,
  crds: {
    from: "templates",
    without: ({ installCRDs }) => installCRDs === false,
    all: [
      ...definitions(
        "external-secrets.io",
        "ClusterExternalSecret*@v1 ClusterPushSecret*@v1alpha1 ClusterSecretStore*@v1 ExternalSecret@v1 " +
          "PushSecret@v1alpha1 SecretStore@v1",
      ),
      ...definitions(
        "generators.external-secrets.io",
        "ACRAccessToken@v1alpha1 ClusterGenerator*@v1alpha1 ECRAuthorizationToken@v1alpha1 Fake@v1alpha1 " +
          "GCRAccessToken@v1alpha1 GeneratorState@v1alpha1 GithubAccessToken@v1alpha1 Grafana@v1alpha1 " +
          "Password@v1alpha1 QuayAccessToken@v1alpha1 STSSessionToken@v1alpha1 UUID@v1alpha1 VaultDynamicSecret@v1alpha1 Webhook@v1alpha1",
      ),
    ],
  },
  objects: (release) => {
    const name = fullName(release, "external-secrets");
    const own = part(release, "external-secrets", name);
    const webhook = part(release, "external-secrets", `${name}-webhook`, "external-secrets-webhook");
    const certificates = part(
      release,
      "external-secrets",
      `${name}-cert-controller`,
      "external-secrets-cert-controller",
    );
    const image = "ghcr.io/external-secrets/external-secrets";
    const { values } = release;
    return [
      ...serviceAccount(own, release),
      ...serviceAccount(webhook, release, record(record(values.webhook).serviceAccount)),
      ...serviceAccount(certificates, release, record(record(values.certController).serviceAccount)),
      object("v1", "Secret", webhook.name, release.namespace, { data: {} }),
      service(webhook, [{ name: "webhook", port: 443, targetPort: 10250 }], release),
      deployment(
        own,
        {
          image,
          serviceAccountName: serviceAccountName(own, values),
          replicas: replicasOf(values, 1),
          securityContext: restricted,
        },
        release,
      ),
      deployment(webhook, { image, serviceAccountName: webhook.name, securityContext: restricted }, release),
      deployment(certificates, { image, serviceAccountName: certificates.name, securityContext: restricted }, release),
      ...budgets(own, release, values),
      ...budgets(webhook, release, record(values.webhook)),
      ...clusterRole({ ...own, name: `${name}-controller` }, own.name, release),
      webhooks("Validating", "secretstore-validate", [
        "validate.secretstore.external-secrets.io",
        "validate.clustersecretstore.external-secrets.io",
      ]),
      webhooks("Validating", "externalsecret-validate", ["validate.externalsecret.external-secrets.io"]),
    ];
  },
};
