import { expect } from "chai";
import { Project, type Result } from "./project";

interface Resource {
  urn: string;
  dependencies?: string[];
}

/** Name of a resource in its URN. */
function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

/** Type of a resource in its URN, without those of its parents. */
function typeOf(urn: string): string {
  return urn.split("::").at(-2)?.split("$").at(-1) ?? "";
}

function expectSuccess(result: Result): void {
  expect(result.code, `${result.stdout}\n${result.stderr}`).to.equal(0);
}

describe("the mesh of dev", function () {
  this.timeout(600_000);

  let project: Project;
  before(async () => {
    project = new Project();
    for (const layer of ["network", "compute", "mesh"]) {
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
  const exported = async (): Promise<Resource[]> => {
    const result = await pulumi("mesh", "stack", "export");
    expectSuccess(result);
    const { deployment } = JSON.parse(result.stdout) as { deployment: { resources: Resource[] } };
    return deployment.resources;
  };

  it("can be previewed before there is a cluster", async () => {
    expectSuccess(await pulumi("mesh", "preview"));
  });

  it("comes up on the cluster, CRDs before istiod before whatever istiod injects or checks", async () => {
    for (const layer of ["network", "compute", "mesh"]) {
      expectSuccess(await up(layer));
    }
    const resources = await exported();
    const needs = (name: string, type: string): string[] => {
      const found = resources.find(({ urn }) => nameOf(urn) === name && typeOf(urn) === type);
      return (found?.dependencies ?? []).map(nameOf);
    };
    const release = "kubernetes:helm.sh/v3:Release";
    expect(needs("dev-istio-cni", release)).to.include("dev-istio-base");
    expect(needs("dev-istio-istiod", release)).to.include.members(["dev-istio-base", "dev-istio-cni"]);
    expect(needs("dev-istio-default", "kubernetes:security.istio.io/v1:PeerAuthentication")).to.include(
      "dev-istio-istiod",
    );
    expect(needs("dev-ingress-gateway", "kubernetes:apps/v1:Deployment")).to.include.members([
      "dev-istio-istiod",
      "dev-istio-default",
      "dev-istio-allow-nothing",
      "dev-ingress-gateway-namespace-default-deny",
    ]);
  });

  it("stays as it is when nothing has changed", async () => {
    const result = await pulumi("mesh", "preview", "--expect-no-changes");
    expectSuccess(result);
  });

  it("replaces nothing when the way to the cluster is another", async () => {
    const tunnel = ["env", "THROUGHLINE_CLUSTER_API_PORT=16443"];
    const result = await inSandbox(...tunnel, "pulumi", "-C", "stacks/mesh", "preview", "--diff", "-s", "dev");
    expectSuccess(result);
    expect(result.stdout)
      .to.match(/~ pulumi:providers:kubernetes/)
      .and.not.match(/replace/);
  });

  it("takes a new version of Istio in place, and gives the gateway new pods", async () => {
    project.edit("dev", ({ config }) => {
      config["throughline:versions"] = { istio: "1.30.5" };
    });
    const result = await pulumi("mesh", "preview", "--json");
    expectSuccess(result);
    const { steps } = JSON.parse(result.stdout) as { steps: { op: string; urn: string }[] };
    const changed = steps
      .filter(({ op, urn }) => op !== "same" && typeOf(urn).startsWith("kubernetes:"))
      .map(({ op, urn }) => `${op} ${typeOf(urn)} ${nameOf(urn)}`);
    expect(changed).to.have.members([
      "update kubernetes:helm.sh/v3:Release dev-istio-base",
      "update kubernetes:helm.sh/v3:Release dev-istio-cni",
      "update kubernetes:helm.sh/v3:Release dev-istio-istiod",
      "update kubernetes:apps/v1:Deployment dev-ingress-gateway",
    ]);
  });
});
