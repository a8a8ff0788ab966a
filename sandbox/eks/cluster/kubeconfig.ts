/** The kubeconfig that the component makes: a token by the AWS CLI for each use. */
import { Argument, Combined, Output } from "../../component/plan";
import type { Planned } from "../../component/plan";
import { isObject } from "../../wire/values";

export const kubeconfig = (cluster: string, withProfile: boolean): Planned =>
  new Combined(
    [
      new Output(cluster, "name"),
      new Output(cluster, "endpoint"),
      new Output(cluster, "certificateAuthority"),
      new Output(cluster, "arn"),
      new Argument("providerCredentialOpts"),
    ],
    (name, endpoint, authority, arn, options) =>
      document({
        name,
        endpoint,
        authority: isObject(authority) ? authority.data : undefined,
        region: String(arn).split(":")[3],
        options: isObject(options) ? options : {},
        withProfile,
      }),
  );

interface Facts {
  readonly name: unknown;
  readonly endpoint: unknown;
  readonly authority: unknown;
  readonly region: unknown;
  readonly options: Readonly<Record<string, unknown>>;
  readonly withProfile: boolean;
}

const API_VERSION = "client.authentication.k8s.io/v1beta1";

const document = ({ name, endpoint, authority, region, options, withProfile }: Facts) => ({
  apiVersion: "v1",
  clusters: [{ cluster: { server: endpoint, "certificate-authority-data": authority }, name: "kubernetes" }],
  contexts: [{ context: { cluster: "kubernetes", user: "aws" }, name: "aws" }],
  "current-context": "aws",
  kind: "Config",
  users: [
    {
      name: "aws",
      user: {
        exec: {
          apiVersion: API_VERSION,
          command: "aws",
          args: [
            ...["--region", region, "eks", "get-token", "--cluster-name", name, "--output", "json"],
            ...(options.roleArn === undefined ? [] : ["--role", options.roleArn]),
            ...(withProfile && options.profileName !== undefined ? ["--profile", options.profileName] : []),
          ],
          env: [
            { name: "KUBERNETES_EXEC_INFO", value: JSON.stringify({ apiVersion: API_VERSION }).replace(":", ": ") },
          ],
        },
      },
    },
  ],
});
