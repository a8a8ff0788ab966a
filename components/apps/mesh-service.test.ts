import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";

import { exampleMesh } from "../testing/example-mesh";
import { problemsOf, record, type Recording } from "../testing/recorder";
import { MeshService } from "./mesh-service";
import type { MeshServiceArgs } from "./mesh-service-args";

const deployment = "kubernetes:apps/v1:Deployment";
const autoscaler = "kubernetes:autoscaling/v2:HorizontalPodAutoscaler";
const budget = "kubernetes:policy/v1:PodDisruptionBudget";
const networkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const authorizationPolicy = "kubernetes:security.istio.io/v1:AuthorizationPolicy";
const destinationRule = "kubernetes:networking.istio.io/v1:DestinationRule";
const virtualService = "kubernetes:networking.istio.io/v1:VirtualService";
const envoyFilter = "kubernetes:networking.istio.io/v1alpha3:EnvoyFilter";
const secretStore = "kubernetes:external-secrets.io/v1:SecretStore";
const externalSecret = "kubernetes:external-secrets.io/v1:ExternalSecret";
const application = "kubernetes:argoproj.io/v1alpha1:Application";

const digest = `sha256:${"a".repeat(64)}`;
const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}`;
const issuer = "https://oidc.eks.us-east-1.amazonaws.com/id/0123";
const secretsManager = { region: "us-east-1", oidc: { issuer, providerArn: "arn:provider" } };
const database = {
  endpoint: "accounts.dev.internal",
  port: 5432,
  cidrBlocks: ["10.1.64.0/18"],
  secretArn: secretArn("accounts"),
  databaseName: "accounts",
};

function makeService(args: Partial<MeshServiceArgs> = {}, preview = false): Promise<Recording<MeshService>> {
  return record(() => new MeshService("account", { port: 8080, mesh: exampleMesh, ...args }), { preview });
}

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a test expects of an object
function specOf<T = Record<string, unknown>>({ get }: Recording<MeshService>, type: string, name = "account"): T {
  return get(type, name).inputs.spec as T;
}

interface Template {
  metadata: { labels: object; annotations: object };
  spec: { securityContext: object; volumes: object[]; containers: Container[] };
}

interface Container {
  image: string;
  args?: string[];
  env: { name: string; value?: string; valueFrom?: object }[];
  volumeMounts: object[];
  securityContext: object;
  resources: object;
  readinessProbe?: object;
}

function templateOf(recording: Recording<MeshService>, version = "v1"): Template {
  return specOf<{ template: Template }>(recording, deployment, `account-${version}`).template;
}

function containerOf(recording: Recording<MeshService>, version = "v1"): Container {
  const [container] = templateOf(recording, version).spec.containers;
  if (container === undefined) throw new Error("The pod has no container.");
  return container;
}

describe("MeshService", () => {
  let made: Recording<MeshService>;
  before(async () => {
    made = await makeService({
      database,
      secretsManager,
      secrets: { API_KEY: { secretArn: secretArn("api-key") } },
      routes: { api: { prefix: "/api/" } },
      probes: { readiness: "/ready", liveness: "/live" },
    });
  });

  it("has a namespace of its own, whose pods get a sidecar and talk mutual TLS only", () => {
    expect(made.get("kubernetes:core/v1:Namespace", "account-namespace").inputs.metadata).to.deep.equal({
      name: "account",
      labels: {
        "istio-injection": "enabled",
        "pod-security.kubernetes.io/enforce": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
    const peers = made.get("kubernetes:security.istio.io/v1:PeerAuthentication", "account-namespace-strict");
    expect(peers.inputs.spec).to.deep.equal({ mtls: { mode: "STRICT" } });
  });

  it("may be in a namespace that exists", async () => {
    const { ofType, result } = await makeService({ namespace: "bank" });
    expect(ofType("kubernetes:core/v1:Namespace")).to.deep.equal([]);
    expect(result.host).to.equal("account.bank.svc.cluster.local");
  });

  it("has pods that level restricted admits", () => {
    const { securityContext } = templateOf(made).spec;
    expect(securityContext).to.deep.include({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(containerOf(made).securityContext).to.deep.equal({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });

  it("is a stand-in, pinned and on the service's port, as long as there is no image", () => {
    expect(containerOf(made).image).to.match(/^docker\.io\/hashicorp\/http-echo@sha256:[0-9a-f]{64}$/);
    expect(containerOf(made).args).to.include("-listen=:8080");
  });

  it("takes the stand-in from a mirror", async () => {
    const mirrored = await makeService({ mesh: { ...exampleMesh, mirror: "registry.example.org/mirror" } });
    expect(containerOf(mirrored).image).to.match(/^registry\.example\.org\/mirror\/hashicorp\/http-echo@/);
  });

  it("runs the image of each version", async () => {
    const images = { v1: `acme/account@${digest}` };
    const recording = await makeService({ versions: ["v1", "v2"], images });
    expect(containerOf(recording).image).to.equal(images.v1);
    expect(containerOf(recording)).not.to.have.property("args");
    expect(containerOf(recording, "v2").image).to.include("http-echo");
  });

  it("gets other pods, and with them another sidecar, by another version of Istio", async () => {
    const upgraded = await makeService({ mesh: { ...exampleMesh, istioVersion: "1.31.0" } });
    expect(templateOf(upgraded).metadata.annotations).not.to.deep.equal(templateOf(made).metadata.annotations);
    expect(templateOf(upgraded).metadata.labels).to.deep.equal({ app: "account", version: "v1" });
  });

  it("is asked for its health by HTTP", async () => {
    expect(containerOf(made).readinessProbe).to.deep.include({ httpGet: { path: "/ready", port: "http" } });
    expect(containerOf(await makeService())).not.to.have.property("readinessProbe");
  });

  it("has as many pods as it is told, of which one may leave its node", async () => {
    const recording = await makeService({ replicas: 3, minAvailable: 2 });
    expect(specOf(recording, deployment, "account-v1")).to.include({ replicas: 3 });
    expect(specOf(recording, budget, "account-v1")).to.include({ minAvailable: 2 });
    expect(specOf(made, deployment, "account-v1")).to.include({ replicas: 2 });
    expect(specOf(made, budget, "account-v1")).to.include({ minAvailable: 1 });
  });

  it("lets its only pod leave", async () => {
    expect(specOf(await makeService({ replicas: 1 }), budget, "account-v1")).to.include({ minAvailable: 0 });
  });

  it("leaves the number of pods to an autoscaler, which measures the container without its sidecar", async () => {
    const recording = await makeService({ autoscaler: { minReplicas: 3, maxReplicas: 9 } });
    expect(specOf(recording, deployment, "account-v1")).not.to.have.property("replicas");
    expect(specOf(recording, autoscaler, "account-v1")).to.deep.equal({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "account-v1" },
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [
        {
          type: "ContainerResource",
          containerResource: {
            name: "cpu",
            container: "account",
            target: { type: "Utilization", averageUtilization: 70 },
          },
        },
      ],
    });
  });

  it("lets the ingress gateway ask for the paths of its routes, and nobody else for anything", () => {
    expect(specOf(made, authorizationPolicy)).to.deep.equal({
      selector: { matchLabels: { app: "account" } },
      action: "ALLOW",
      rules: [
        {
          from: [{ source: { principals: ["cluster.local/ns/istio-ingress/sa/istio-ingressgateway"] } }],
          to: [{ operation: { ports: ["8080"], paths: ["/api/*"] } }],
        },
      ],
    });
  });

  it("lets the gateway ask for what a rewrite makes of a path", async () => {
    const recording = await makeService({ routes: { api: { prefix: "/api/", rewrite: "/" } } });
    expect(JSON.stringify(specOf(recording, authorizationPolicy))).to.include('"paths":["/*"]');
  });

  it("lets callers in by name, and refuses the gateway what has no route", async () => {
    const callers = [{ serviceName: "orders", namespace: "shop", port: 9000 }];
    const recording = await makeService({ callers });
    expect(specOf<{ rules: unknown[] }>(recording, authorizationPolicy).rules).to.deep.equal([
      {
        from: [{ source: { principals: ["cluster.local/ns/shop/sa/orders"] } }],
        to: [{ operation: { ports: ["8080"] } }],
      },
    ]);
    const { ingress } = specOf<{ ingress: unknown[] }>(recording, networkPolicy);
    expect(ingress).to.deep.equal([
      {
        ports: [{ protocol: "TCP", port: 8080 }],
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } },
            podSelector: { matchLabels: { app: "orders" } },
          },
        ],
      },
    ]);
  });

  it("refuses everybody when nobody is named", async () => {
    expect(specOf<{ rules: unknown[] }>(await makeService(), authorizationPolicy).rules).to.deep.equal([]);
  });

  it("reaches its database, its callees and the internet where it is told so", async () => {
    const callees = [{ serviceName: "ledger", namespace: "ledger", port: 9000 }];
    const recording = await makeService({ database, secretsManager, callees, internetPorts: [443] });
    const { podSelector, egress } = specOf<{ podSelector: unknown; egress: Record<string, unknown>[] }>(
      recording,
      networkPolicy,
    );
    expect(podSelector).to.deep.equal({ matchLabels: { app: "account" } });
    const tcp = (port: number) => [{ protocol: "TCP", port }];
    expect(egress.map(({ ports }) => ports)).to.deep.equal([tcp(9000), tcp(5432), tcp(443)]);
    expect(egress[1]?.to).to.deep.equal([{ ipBlock: { cidr: "10.1.64.0/18" } }]);
    expect(JSON.stringify(egress[2]?.to)).to.include('"cidr":"0.0.0.0/0","except":["10.0.0.0/8"');
  });

  it("reads its own secrets with a role of its own, and no others", () => {
    const [policy] = made.ofType("aws:iam/rolePolicy:RolePolicy");
    const { Statement } = JSON.parse(String(policy?.inputs.policy)) as { Statement: object[] };
    expect(Statement).to.deep.equal([
      {
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: [secretArn("accounts"), secretArn("api-key")],
      },
    ]);
    const trust = made.get("aws:iam/role:Role", "account").inputs.assumeRolePolicy;
    expect(trust).to.include("system:serviceaccount:account:account");
    expect(specOf(made, secretStore, "account-secrets-manager")).to.deep.equal({
      provider: {
        aws: {
          service: "SecretsManager",
          region: "us-east-1",
          auth: { jwt: { serviceAccountRef: { name: "account" } } },
        },
      },
    });
  });

  it("decrypts with the key that its secrets have", async () => {
    const kmsKeyArn = "arn:aws:kms:us-east-1:111122223333:key/1";
    const { ofType } = await makeService({ database, secretsManager: { ...secretsManager, kmsKeyArn } });
    expect(ofType("aws:iam/rolePolicy:RolePolicy")[0]?.inputs.policy)
      .to.include('"kms:Decrypt"')
      .and.include(kmsKeyArn);
  });

  it("needs no role without secrets in AWS", async () => {
    const { resources } = await makeService({ secretsManager });
    expect(resources.filter(({ type }) => type.startsWith("aws:"))).to.deep.equal([]);
  });

  it("sees a rotated password in a file, while its variables tell where the database is", () => {
    expect(specOf(made, externalSecret, "account-database")).to.deep.include({
      refreshInterval: "1m",
      secretStoreRef: { kind: "SecretStore", name: "account-secrets-manager" },
      data: ["username", "password"].map((property) => ({
        secretKey: property,
        remoteRef: { key: secretArn("accounts"), property },
      })),
    });
    const { env, volumeMounts } = containerOf(made);
    expect(volumeMounts).to.deep.include({ name: "database", mountPath: "/etc/credentials/database", readOnly: true });
    expect(env).to.deep.equal([
      { name: "PORT", value: "8080" },
      { name: "DATABASE_CREDENTIALS", value: "/etc/credentials/database" },
      { name: "DATABASE_HOST", value: "accounts.dev.internal" },
      { name: "DATABASE_PORT", value: "5432" },
      { name: "DATABASE_NAME", value: "accounts" },
      { name: "API_KEY", valueFrom: { secretKeyRef: { name: "account-secrets", key: "API_KEY" } } },
    ]);
  });

  it("has its secrets from Vault", async () => {
    const recording = await makeService({
      vault: { address: "https://vault.example.org", mount: "bank", role: "services" },
      secrets: { API_KEY: { vaultPath: "account", property: "key" } },
    });
    expect(specOf(recording, secretStore, "account-vault-store")).to.deep.equal({
      provider: {
        vault: {
          server: "https://vault.example.org",
          path: "bank",
          version: "v2",
          auth: {
            kubernetes: { mountPath: "kubernetes", role: "services", serviceAccountRef: { name: "account" } },
          },
        },
      },
    });
    expect(recording.resources.filter(({ type }) => type.startsWith("aws:"))).to.deep.equal([]);
  });

  it("tells its versions apart by a label, and rests a pod that keeps failing", async () => {
    const recording = await makeService({ versions: ["v1", "v2"], loadBalancing: "roundRobin" });
    const spec = specOf<{ trafficPolicy: { loadBalancer: object; outlierDetection: object }; subsets: object[] }>(
      recording,
      destinationRule,
    );
    expect(spec.subsets).to.deep.equal([
      { name: "v1", labels: { version: "v1" } },
      { name: "v2", labels: { version: "v2" } },
    ]);
    expect(spec.trafficPolicy.loadBalancer).to.deep.equal({ simple: "ROUND_ROBIN" });
    expect(spec.trafficPolicy.outlierDetection).to.include({ consecutive5xxErrors: 5 });
  });

  it("divides the requests of callers as it does those of the gateway", async () => {
    const divided: Partial<MeshServiceArgs> = {
      versions: ["v1", "v2"],
      canary: [
        { version: "v1", weight: 90 },
        { version: "v2", weight: 10 },
      ],
      callers: [{ serviceName: "orders", namespace: "shop", port: 9000 }],
    };
    const recording = await makeService(divided);
    const { hosts, http } = specOf<{ hosts: string[]; http: { route: { weight: number }[] }[] }>(
      recording,
      virtualService,
    );
    expect(hosts).to.deep.equal(["account.account.svc.cluster.local"]);
    expect(http[0]?.route.map(({ weight }) => weight)).to.deep.equal([90, 10]);
    const uncalled = await makeService({ ...divided, callers: [] });
    expect(uncalled.ofType(virtualService)).to.deep.equal([]);
  });

  it("answers no more requests than it is told, counted by each pod", async () => {
    const recording = await makeService({ rateLimit: { requests: 100, unit: "minute" } });
    const { workloadSelector, configPatches } = specOf<{
      workloadSelector: object;
      configPatches: { patch: { value: { typed_config: object } } }[];
    }>(recording, envoyFilter, "account-rate-limit");
    expect(workloadSelector).to.deep.equal({ labels: { app: "account" } });
    const [{ patch } = { patch: { value: { typed_config: {} } } }] = configPatches;
    expect(patch.value.typed_config).to.deep.include({
      token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: "60s" },
    });
    expect(patch.value.typed_config).to.have.property("filter_enforced");
  });

  it("works alone, with routes by the ingress gateway of the mesh", () => {
    expect(specOf(made, virtualService)).to.deep.include({
      hosts: ["*"],
      gateways: ["account"],
      http: [
        {
          name: "api",
          match: [{ uri: { prefix: "/api/" } }],
          route: [
            {
              destination: { host: "account.account.svc.cluster.local", port: { number: 8080 }, subset: "v1" },
            },
          ],
        },
      ],
    });
  });

  it("leaves to Argo CD what runs and what clients see, and nothing else", async () => {
    const argoCd = { namespace: "argocd", repositoryUrl: "https://git.example.org/bank", path: "services/account" };
    const recording = await makeService({ argoCd, database, secretsManager, routes: { api: { prefix: "/api/" } } });
    const types = new Set(recording.resources.map(({ type }) => type));
    expect([...types]).not.to.include.members([deployment]);
    expect([...types]).not.to.include.members([virtualService]);
    expect([...types]).to.include.members([authorizationPolicy, networkPolicy, externalSecret]);
    expect(recording.get(application, "account").inputs).to.deep.include({
      metadata: { name: "account", namespace: "argocd" },
    });
    expect(specOf(recording, application)).to.deep.include({
      source: { repoURL: "https://git.example.org/bank", path: "services/account", targetRevision: "main" },
      destination: { server: "https://kubernetes.default.svc", namespace: "account" },
    });
  });

  it("tells its names while nothing is known yet", async () => {
    const unknown = pulumi.output(pulumi.unknown as string);
    const recording = await makeService(
      {
        mesh: { ...exampleMesh, trustDomain: unknown, istioVersion: unknown },
        database: { ...database, endpoint: unknown, secretArn: unknown },
        secretsManager: { region: "us-east-1", oidc: pulumi.output(pulumi.unknown as typeof secretsManager.oidc) },
      },
      true,
    );
    expect(recording.result.host).to.equal("account.account.svc.cluster.local");
    expect(recording.identities).to.include(`${deployment}::account-v1`);
  });

  it("refuses what cannot be, all at once", async () => {
    const args: MeshServiceArgs = {
      port: 80,
      mesh: exampleMesh,
      versions: ["v1", "v2"],
      canary: [
        { version: "v1", weight: 50 },
        { version: "v3", weight: 40 },
      ],
      blueGreen: { active: "v2" },
      replicas: 2,
      minAvailable: 2,
      images: { v1: "acme/account:latest" },
      environment: { API_KEY: "x" },
      secrets: { API_KEY: {} },
      database,
      routes: { api: { prefix: "/api/", destination: { service: "orders" } } },
    };
    expect(await problemsOf(() => new MeshService("account", args))).to.deep.equal({
      port: "80 is for root, which no container here is. Take one from 1024, such as 8080.",
      blueGreen: "canary divides requests already. Remove one of the two.",
      "canary[1].version": 'there is no version "v3". There is: v1, v2.',
      canary: "the weights sum to 90, not to 100.",
      minAvailable: "2 of 2 pods would never leave a node, which then cannot be drained. At most 1.",
      "routes.api.destination.service": '"orders" is another service: give the route to that one.',
      "images.v1":
        '"acme/account:latest" can become another image at any time. Pin it by digest: <repository>@sha256:<64 hex digits>.',
      "secrets.API_KEY": "give exactly one of secretArn, vaultPath.",
      "environment.API_KEY": "is given in secrets as well. Remove one of the two.",
      secretsManager: "required: credentials are kept there.",
    });
  });

  it("refuses ports of the sidecar and names that Kubernetes has not", async () => {
    const args = { port: 15001, mesh: exampleMesh, serviceName: "Account" };
    expect(await problemsOf(() => new MeshService("account", args))).to.have.keys("port", "serviceName");
  });
});
