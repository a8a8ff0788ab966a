import { expect } from "chai";

import { exampleMesh } from "../testing/example-mesh";
import { problemsOf, record, type Recording, valueOf } from "../testing/recorder";
import { MeshServices } from "./mesh-services";
import type { MeshServicesArgs } from "./mesh-services-inputs";

const virtualService = "kubernetes:networking.istio.io/v1:VirtualService";
const networkPolicy = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const authorizationPolicy = "kubernetes:security.istio.io/v1:AuthorizationPolicy";

const args: MeshServicesArgs = {
  mesh: exampleMesh,
  hosts: ["bankapp.example.com"],
  services: {
    frontend: { port: 8080, routes: { site: { prefix: "/" } } },
    account: {
      port: 8081,
      versions: ["v1", "v2"],
      canary: [
        { version: "v1", weight: 90 },
        { version: "v2", weight: 10 },
      ],
      allowFrom: ["frontend"],
      routes: {
        api: { prefix: "/api/" },
        beta: { prefix: "/api/", headers: { beta: "1" }, destination: { version: "v2" } },
      },
    },
    ledger: { port: 8082, allowFrom: ["account"] },
  },
};

function makeServices(change: Partial<MeshServicesArgs> = {}): Promise<Recording<MeshServices>> {
  return record(() => new MeshServices("dev", { ...args, ...change }));
}

interface Http {
  name: string;
  route: { destination: { host: string; subset?: string }; weight?: number }[];
}

function httpOf({ get }: Recording<MeshServices>): Http[] {
  return (get(virtualService, "dev-routes").inputs.spec as { http: Http[] }).http;
}

describe("MeshServices", () => {
  let made: Recording<MeshServices>;
  before(async () => {
    made = await makeServices();
  });

  it("has one table of routes for all services, the site last", () => {
    const table = httpOf(made).map(({ name, route }) => [
      name,
      ...route.map(
        ({ destination: { host, subset }, weight }) => `${host.split(".")[0] ?? ""} ${subset ?? ""} ${weight ?? ""}`,
      ),
    ]);
    expect(table).to.deep.equal([
      ["account-beta", "account v2 "],
      ["account-api", "account v1 90", "account v2 10"],
      ["frontend-site", "frontend v1 "],
    ]);
  });

  it("turns all requests to the active version by one change", async () => {
    const { frontend = { port: 8080 } } = args.services;
    const bluegreen = (active: string) =>
      makeServices({
        services: {
          frontend,
          account: { port: 8081, versions: ["v1", "v2"], blueGreen: { active }, routes: { api: { prefix: "/api/" } } },
        },
      });
    const [blue, green] = [await bluegreen("v1"), await bluegreen("v2")];
    expect(httpOf(green)[0]?.route.map(({ destination }) => destination.subset)).to.deep.equal(["v2"]);
    const changed = blue.resources.filter(
      ({ type, name, inputs }) => JSON.stringify(green.get(type, name).inputs) !== JSON.stringify(inputs),
    );
    expect(changed.filter(({ type }) => type.startsWith("kubernetes:")).map(({ type }) => type)).to.deep.equal([
      virtualService,
    ]);
  });

  it("opens a way from callers to those who name them, at both ends", () => {
    const { egress } = made.get(networkPolicy, "dev-frontend").inputs.spec as { egress: object[] };
    expect(JSON.stringify(egress)).to.include('"app":"account"').and.include("8081");
    const { ingress } = made.get(networkPolicy, "dev-account").inputs.spec as { ingress: object[] };
    expect(JSON.stringify(ingress)).to.include('"app":"frontend"');
    expect(JSON.stringify(made.get(authorizationPolicy, "dev-account").inputs.spec)).to.include(
      "cluster.local/ns/frontend/sa/frontend",
    );
  });

  it("keeps the gateway from services without routes", () => {
    expect(JSON.stringify(made.get(authorizationPolicy, "dev-ledger").inputs.spec)).not.to.include("istio-ingress");
    expect(JSON.stringify(made.get(networkPolicy, "dev-ledger").inputs.spec)).not.to.include("istio-ingress");
  });

  it("lets a route of one service lead to another", async () => {
    const services = {
      ...args.services,
      frontend: {
        port: 8080,
        routes: { old: { prefix: "/old/", rewrite: "/new/", destination: { service: "ledger" } } },
      },
    };
    const recording = await makeServices({ services });
    expect(httpOf(recording).find(({ name }) => name === "frontend-old")?.route[0]?.destination.host).to.equal(
      "ledger.ledger.svc.cluster.local",
    );
    expect(JSON.stringify(recording.get(authorizationPolicy, "dev-ledger").inputs.spec)).to.include('["/new/*"]');
  });

  it("tells where services are, and under which hosts", async () => {
    const { frontend, ledger } = made.result.services;
    expect(frontend).to.deep.include({
      namespace: "frontend",
      serviceAccount: "frontend",
      service: "frontend",
      port: 8080,
      hosts: ["bankapp.example.com"],
    });
    expect(frontend?.gateway && (await valueOf(frontend.gateway))).to.equal("istio-ingress/dev");
    expect(ledger?.hosts).to.deep.equal([]);
    expect(ledger).not.to.have.property("gateway");
  });

  it("makes a namespace once for services that share it", async () => {
    const services = { a: { port: 8080, namespace: "bank" }, b: { port: 8080, namespace: "bank" } };
    const { ofType } = await makeServices({ services });
    expect(ofType("kubernetes:core/v1:Namespace").map(({ name }) => name)).to.deep.equal(["dev-bank-namespace"]);
  });

  it("moves nothing when a service is added", async () => {
    const { identities } = await makeServices({ services: { extra: { port: 8080 }, ...args.services } });
    expect(identities).to.include.members(made.identities);
  });

  it("gives Argo CD a folder for each service, and makes no routes", async () => {
    const argoCd = { namespace: "argocd", repositoryUrl: "https://git.example.org/bank", path: "services" };
    const { ofType } = await makeServices({ deliver: "argocd", argoCd });
    const paths = ofType("kubernetes:argoproj.io/v1alpha1:Application").map(
      ({ inputs }) => (inputs.spec as { source: { path: string } }).source.path,
    );
    expect(paths).to.have.members(["services/frontend", "services/account", "services/ledger"]);
    expect(ofType(virtualService)).to.deep.equal([]);
  });

  it("refuses names that nobody has, in all services at once", async () => {
    const services: MeshServicesArgs["services"] = {
      a: { port: 8080, database: "accounts", allowFrom: ["z"], secrets: { KEY: { secret: "key" } } },
      b: {
        port: 22,
        cache: "sessions",
        securityGroups: ["apps.nodes"],
        routes: { x: { prefix: "/", destination: { service: "a", version: "v2" } } },
      },
    };
    expect(
      await problemsOf(() => new MeshServices("dev", { mesh: exampleMesh, deliver: "argocd", services })),
    ).to.have.keys(
      "argoCd",
      "services.a.database",
      "services.a.allowFrom[0]",
      "services.a.secrets.KEY.secret",
      "services.a.secretsManager",
      "services.b.cache",
      "services.b.securityGroups",
      "services.b.routes.x.destination.version",
      "services.b.port",
    );
  });
});
