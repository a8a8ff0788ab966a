/** A Kubernetes cluster in an AWS account of which only the few things exist that a cluster needs. */
import { text } from "../aws/values";
import { kubernetes } from "../packages/kubernetes";
import type { DeployerPlace } from "../place";
import type { ProviderPackage } from "../provider-package";
import { none } from "../resource-type";
import type { Properties, ResourceType } from "../resource-type";
import { startSandbox } from "../sandbox";
import type { Sandbox } from "../sandbox";
import { Connection, values } from "./engine";
import type { State } from "./engine";

const ISSUER = "https://oidc.eks.us-east-1.amazonaws.com/id/AB12";
export const ENDPOINT = "https://AB12.gr7.us-east-1.eks.amazonaws.com";
export const RELEASE = "kubernetes:helm.sh/v3:Release";

/** A resource that is what its inputs say. */
const row = (type: string, global = false): ResourceType => ({
  type,
  documentation: "https://docs.aws.amazon.com/",
  required: [],
  defaults: {},
  global,
  id: ({ id, name }, context) => text(id) ?? text(name) ?? context.hex(8),
  computed: (inputs) => inputs,
  references: none("a stub"),
  unique: none("a stub"),
  replaceOn: none("a stub"),
  formats: none("a stub"),
  refusals: none("a stub"),
  quotas: none("a stub"),
});

const account: ProviderPackage = {
  name: "aws",
  load: () => ({
    dataSources: [],
    resourceTypes: [
      ...["eks/cluster:Cluster", "eks/nodeGroup:NodeGroup", "secretsmanager/secret:Secret"].map((name) =>
        row(`aws:${name}`),
      ),
      ...["secretsmanager/secretVersion:SecretVersion", "ec2/vpc:Vpc", "ec2/subnet:Subnet"].map((name) =>
        row(`aws:${name}`),
      ),
      ...["ec2/instance:Instance", "ec2/routeTable:RouteTable", "ec2/route:Route"].map((name) => row(`aws:${name}`)),
      ...["role:Role", "instanceProfile:InstanceProfile", "rolePolicyAttachment:RolePolicyAttachment"].map((name) =>
        row(`aws:iam/${name}`, true),
      ),
      row("aws:iam/openIdConnectProvider:OpenIdConnectProvider", true),
    ],
  }),
  settings: (_config, defaults) => ({ ...defaults, region: "us-east-1" }),
};

export interface ClusterOptions {
  readonly vpcConfig?: Properties;
  /** Size of the one node group. @default 2 */
  readonly nodes?: number;
  readonly place?: Partial<DeployerPlace>;
}

export const kubeconfig = (cluster: Properties = { server: ENDPOINT }): string =>
  JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "bank",
    contexts: [{ name: "bank", context: { cluster: "bank", user: "bank" } }],
    clusters: [{ name: "bank", cluster }],
    users: [{ name: "bank", user: { exec: { command: "aws", args: ["eks", "get-token", "--cluster-name", "bank"] } } }],
  });

/** One cluster, `bank`, and a provider that is configured for it. */
export class TestCluster {
  private constructor(
    readonly sandbox: Sandbox,
    readonly aws: Connection,
    readonly api: Connection,
    private readonly connections: Connection[],
  ) {}

  static async start({ vpcConfig = {}, nodes = 2, place }: ClusterOptions = {}): Promise<TestCluster> {
    const sandbox = await startSandbox({ packages: [account, kubernetes], patience: 20, account: "1", place });
    const [aws, api] = [new Connection(sandbox, "aws"), new Connection(sandbox, "kubernetes")];
    await aws.configure({});
    await aws.make("aws:eks/cluster:Cluster", "bank", {
      name: "bank",
      endpoint: ENDPOINT,
      version: "1.35",
      vpcConfig: { vpcId: "vpc-spoke", subnetIds: [], endpointPublicAccess: true, ...vpcConfig },
      kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16" },
      identities: [{ oidcs: [{ issuer: ISSUER }] }],
    });
    await aws.make("aws:iam/openIdConnectProvider:OpenIdConnectProvider", "oidc", { url: ISSUER });
    if (nodes > 0) {
      const scalingConfig = { desiredSize: nodes, minSize: 1, maxSize: 4 };
      await aws.make("aws:eks/nodeGroup:NodeGroup", "general", { clusterName: "bank", scalingConfig });
    }
    await api.configure({ kubeconfig: kubeconfig() });
    return new TestCluster(sandbox, aws, api, [aws, api]);
  }

  async stop(): Promise<void> {
    for (const connection of this.connections) {
      connection.close();
    }
    await this.sandbox.close();
  }

  readonly kubeconfig = kubeconfig();

  /** A further provider of the cluster. */
  async connect(config: Properties): Promise<Connection> {
    const connection = new Connection(this.sandbox, "kubernetes");
    this.connections.push(connection);
    await connection.configure(config);
    return connection;
  }

  /** Makes an object; its name in the program is that in the cluster. */
  make(apiVersion: string, kind: string, name: string, content: Properties = {}, namespace?: string): Promise<State> {
    return this.api.make(typeOf(apiVersion, kind), name, object(apiVersion, kind, name, content, namespace));
  }

  namespace(name: string, labels: Properties = {}): Promise<State> {
    return this.make("v1", "Namespace", name, { metadata: { labels } });
  }

  /** Updates an object to other content. */
  async change(old: State, content: Properties): Promise<State> {
    const { apiVersion, kind, metadata } = old.inputs.plain;
    const { inputs } = await this.api.check(
      old.type,
      old.name,
      values({ apiVersion, kind, metadata, ...content }),
      old.inputs,
    );
    return this.api.update(old, inputs);
  }

  /** A chart of the table, in a namespace that Helm makes. */
  release(chart: string, inputs: Properties): Promise<State> {
    return this.api.make(RELEASE, chart, { chart, name: chart, createNamespace: true, ...inputs });
  }

  istio(values: Properties = {}): Promise<State[]> {
    const shared = {
      version: "1.30.4",
      repositoryOpts: { repo: "https://istio-release.storage.googleapis.com/charts" },
    };
    const install = (chart: string, more = {}) =>
      this.release(chart, { name: `istio-${chart}`, namespace: "istio-system", ...shared, ...more });
    return install("base").then(async (base) => [base, await install("istiod", { values })]);
  }

  /** A role that trusts a service account, and a secret with a value. */
  role(name: string, subject: string): Promise<State> {
    const issuer = ISSUER.replace("https://", "");
    return this.aws.make("aws:iam/role:Role", name, {
      name,
      arn: `arn:aws:iam::1:role/${name}`,
      assumeRolePolicy: JSON.stringify({
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRoleWithWebIdentity",
            Principal: { Federated: `arn:aws:iam::1:oidc-provider/${issuer}` },
            Condition: { StringEquals: { [`${issuer}:sub`]: subject, [`${issuer}:aud`]: "sts.amazonaws.com" } },
          },
        ],
      }),
    });
  }

  async secret(name: string, value: string): Promise<State> {
    const secret = await this.aws.make("aws:secretsmanager/secret:Secret", name, { name });
    await this.aws.make("aws:secretsmanager/secretVersion:SecretVersion", name, {
      secretId: secret.id,
      secretString: value,
    });
    return secret;
  }

  /** Ids of what is in the cluster. */
  objects(kind: string): readonly string[] {
    return this.sandbox
      .resources()
      .filter(({ type }) => type.startsWith("kubernetes:") && type.endsWith(`:${kind}`))
      .map(({ id }) => id);
  }
}

export const typeOf = (apiVersion: string, kind: string): string =>
  `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;

export function object(
  apiVersion: string,
  kind: string,
  name: string,
  content: Properties,
  namespace?: string,
): Properties {
  const { metadata, ...rest } = content;
  return {
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(metadata as object | undefined) },
    ...rest,
  };
}

/** A deployment's content with one container. */
export function deployment(labels: Properties, container: Properties = {}, pod: Properties = {}): Properties {
  return {
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: "app", image: "nginx:1", ...container }], ...pod },
      },
    },
  };
}
