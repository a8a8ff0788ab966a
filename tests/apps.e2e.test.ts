import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { Project, type Result } from "./project";

interface Resource {
  urn: string;
  dependencies?: string[];
  inputs?: Record<string, unknown>;
}

interface Step {
  op: string;
  urn: string;
}

type Config = Record<string, Record<string, unknown>>;
type Services = Record<string, Record<string, unknown>>;

/** Name of a resource in its URN. */
function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

/** Type of a resource in its URN, without those of its parents. */
function typeOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1) ?? "";
}

/** `VirtualService dev-routes` */
function shortOf(urn: string): string {
  return `${typeOf(urn).split(":").at(-1) ?? ""} ${nameOf(urn)}`;
}

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

const below = ["network", "compute", "data", "mesh"];

describe("the applications of dev", function () {
  this.timeout(900_000);

  let project: Project;
  before(async () => {
    project = new Project();
    for (const layer of [...below, "apps"]) {
      expectSuccess(await inSandbox("pulumi", "-C", `stacks/${layer}`, "stack", "init", "dev"));
    }
  });
  after(() => {
    project.remove();
  });

  const inSandbox = (...command: string[]): Promise<Result> => project.throughline("sandbox", "--", ...command);
  const pulumi = (layer: string, ...args: string[]): Promise<Result> =>
    inSandbox("pulumi", "-C", `stacks/${layer}`, ...args, "-s", "dev");
  const up = (layer: string): Promise<Result> => pulumi(layer, "up", "--yes", "--skip-preview");

  async function resources(): Promise<Resource[]> {
    const result = await pulumi("apps", "stack", "export");
    expectSuccess(result);
    const { deployment } = JSON.parse(result.stdout) as { deployment: { resources: Resource[] } };
    return deployment.resources;
  }

  /** Runs with other settings than those in the repository. */
  async function having(change: (config: Config) => void, run: () => Promise<void>): Promise<void> {
    const files = ["bankapp.yaml", "Pulumi.dev.yaml"].map((file) => join(project.root, file));
    const [shared = "", own = ""] = files.map((file) => readFileSync(file, "utf8"));
    const config = {
      ...(parse(shared) as { config: Config }).config,
      "throughline:edge": (parse(own) as { config: Config }).config["throughline:edge"] ?? {},
    };
    change(config);
    const { "throughline:edge": edge, ...rest } = config;
    writeFileSync(files[0] ?? "", stringify({ config: rest }));
    project.edit("dev", (settings) => {
      settings.config["throughline:edge"] = edge;
    });
    try {
      await run();
    } finally {
      writeFileSync(files[0] ?? "", shared);
      writeFileSync(files[1] ?? "", own);
    }
  }

  const section = (config: Config, name: string): Record<string, unknown> => (config[`throughline:${name}`] ??= {});
  const servicesIn = (config: Config) => section(config, "apps").services as Services;
  const service = (config: Config, name: string): Record<string, unknown> => (servicesIn(config)[name] ??= {});

  /** What an update would do to the cluster and the account. */
  async function changes(): Promise<string[]> {
    const result = await pulumi("apps", "preview", "--json");
    expectSuccess(result);
    const { steps } = JSON.parse(result.stdout) as { steps: Step[] };
    return steps
      .filter(({ op, urn }) => op !== "same" && op !== "read" && /^(kubernetes|aws):/.test(typeOf(urn)))
      .map(({ op, urn }) => `${op} ${shortOf(urn)}`);
  }

  it("can be previewed before there is anything below", async () => {
    expectSuccess(await pulumi("apps", "preview"));
  });

  it("come up, walls and credentials before pods, pods before requests", async () => {
    for (const layer of [...below, "apps"]) {
      expectSuccess(await up(layer));
    }
    const made = await resources();
    const needs = (short: string): string[] =>
      (made.find(({ urn }) => shortOf(urn) === short)?.dependencies ?? []).map(shortOf);
    expect(needs("Deployment dev-account-v2")).to.include.members([
      "ServiceAccount dev-account",
      "AuthorizationPolicy dev-account",
      "NetworkPolicy dev-account",
      "ExternalSecret dev-account-database",
      "ExternalSecret dev-account-secrets",
    ]);
    expect(needs("VirtualService dev-routes")).to.include("Gateway dev-routes");
    expect(needs("Gateway dev-routes")).to.include.members([
      "Deployment dev-account-v1",
      "Deployment dev-frontend-v1",
      "DestinationRule dev-account",
    ]);
  });

  it("show no secret, neither in what pods are made of nor anywhere else", async () => {
    const made = JSON.stringify(await resources());
    const data = await pulumi("data", "stack", "export", "--show-secrets");
    expectSuccess(data);
    const passwords = [...data.stdout.matchAll(/"plaintext": "\\"([A-Za-z0-9]{32})\\""/g)].map(
      ([, password = ""]) => password,
    );
    expect(passwords).not.to.be.empty;
    expect(passwords.filter((password) => made.includes(password))).to.deep.equal([]);
  });

  it("stay as they are when nothing has changed", async () => {
    expectSuccess(await pulumi("apps", "preview", "--expect-no-changes"));
  });

  it("change one VirtualService when the canary gets more requests", async () => {
    await having(
      (config) => {
        service(config, "account").canary = [
          { version: "v1", weight: 50 },
          { version: "v2", weight: 50 },
        ];
      },
      async () => {
        expect(await changes()).to.deep.equal(["update VirtualService dev-routes"]);
      },
    );
  });

  it("are made anew under another name, the others untouched", async () => {
    await having(
      (config) => {
        const services = servicesIn(config);
        services.site = services.frontend ?? {};
        delete services.frontend;
      },
      async () => {
        const kinds = [
          "AuthorizationPolicy",
          "Deployment",
          "DestinationRule",
          "Namespace",
          "NetworkPolicy",
          "PeerAuthentication",
          "PodDisruptionBudget",
          "Service",
          "ServiceAccount",
        ];
        const found = await changes();
        for (const [op, name] of [
          ["create", "site"],
          ["delete", "frontend"],
        ] as const) {
          const steps = found.filter((step) => step.startsWith(op));
          expect(
            steps.every((step) => step.includes(`dev-${name}`)),
            steps.join(", "),
          ).to.equal(true);
          expect([...new Set(steps.map((step) => step.split(" ")[1]))]).to.have.members(kinds);
        }
        expect(found.filter((step) => !/^(create|delete)/.test(step))).to.deep.equal([
          "update VirtualService dev-routes",
        ]);
      },
    );
  });

  it("have no pods for a site that a bucket serves", async () => {
    await having(
      (config) => {
        config["throughline:edge"] = { ...config["throughline:edge"], cdn: { serveFrom: "s3" } };
      },
      async () => {
        const found = await changes();
        expect(found).to.include.members(["delete Deployment dev-frontend-v1", "update VirtualService dev-routes"]);
        expect(found.filter((step) => step.includes("dev-account"))).to.deep.equal([]);
      },
    );
  });

  it("replace pods, and nothing else, for another version of Istio", async () => {
    await having(
      (config) => {
        section(config, "versions").istio = "1.30.5";
      },
      async () => {
        expectSuccess(await up("mesh"));
        expect(await changes()).to.have.members([
          "update Deployment dev-account-v1",
          "update Deployment dev-account-v2",
          "update Deployment dev-frontend-v1",
        ]);
      },
    );
    expectSuccess(await up("mesh"));
  });

  it("come up with every option: active version, header, rewrite, fault, autoscaler, callers, Vault, a shared namespace", async () => {
    await having(
      (config) => {
        section(config, "apps").vault = {
          address: "https://vault.example.org",
          mount: "bank",
          role: "bank",
        };
        const balance = service(config, "account");
        delete balance.canary;
        Object.assign(balance, {
          blueGreen: { active: "v2" },
          autoscaler: { minReplicas: 2, maxReplicas: 6 },
          internetPorts: [443],
          loadBalancing: "random",
          rateLimit: { requests: 10, unit: "minute" },
          allowFrom: ["frontend"],
          secrets: { KEY: { secret: "notification", store: "vault" } },
          routes: {
            api: {
              prefix: "/api/",
              timeout: "10s",
              retries: { attempts: 3, perTryTimeout: "2s" },
              fault: {
                delay: { percentage: 10, fixedDelay: "1s" },
                abort: { percentage: 1, httpStatus: 503 },
              },
            },
            tester: { prefix: "/api/", headers: { "X-Version": "v1" }, destination: { version: "v1" } },
            old: { prefix: "/old-api/", rewrite: "/api/" },
          },
        });
        service(config, "frontend").namespace = "account";
      },
      async () => {
        expectSuccess(await up("apps"));
        expectSuccess(await pulumi("apps", "preview", "--expect-no-changes"));
        const routes = (await resources()).find(({ urn }) => shortOf(urn) === "VirtualService dev-routes");
        const { http } = routes?.inputs?.spec as { http: { name: string }[] };
        expect(http.map(({ name }) => name)).to.deep.equal([
          "account-old",
          "account-tester",
          "account-api",
          "frontend-site",
        ]);
      },
    );
    expectSuccess(await up("apps"));
  });

  it("are handed to Argo CD, but for what is around them", async () => {
    await having(
      (config) => {
        const repositoryUrl = "https://git.example.org/bank.git";
        const mesh = section(config, "mesh");
        mesh.addOns = { ...(mesh.addOns as object), argoCd: { repositoryUrl, path: "services" } };
        const versions = section(config, "versions");
        versions.charts = { ...(versions.charts as object), "argo-cd": "9.1.0" };
        section(config, "apps").deliver = "argocd";
      },
      async () => {
        expectSuccess(await up("mesh"));
        expectSuccess(await up("apps"));
        const left = (await resources()).map(({ urn }) => shortOf(urn));
        expect(left).to.include.members(["Application dev-account", "Application dev-frontend"]);
        expect(left).to.include.members(["NetworkPolicy dev-account", "ExternalSecret dev-account-database"]);
        expect(left.filter((short) => /^(Deployment|Service|VirtualService|Gateway) /.test(short))).to.deep.equal([]);
      },
    );
  });

  it("are taken down before the mesh that they are in", async () => {
    expectSuccess(await pulumi("apps", "destroy", "--yes", "--skip-preview"));
  });
});
