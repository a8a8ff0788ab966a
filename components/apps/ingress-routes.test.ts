import { expect } from "chai";

import { exampleMesh } from "../testing/example-mesh";
import { record, valueOf } from "../testing/recorder";
import { type IngressRouteArgs, IngressRoutes } from "./ingress-routes";

const virtualService = "kubernetes:networking.istio.io/v1:VirtualService";
const gateway = "kubernetes:networking.istio.io/v1:Gateway";
const targets = [{ host: "account.account.svc.cluster.local", port: 8080, subset: "v1" }];

interface HttpRoute {
  name: string;
  match: object[];
}

async function makeRoutes(routes: Record<string, IngressRouteArgs>) {
  const recording = await record(
    () =>
      new IngressRoutes("dev", {
        ingressGateway: exampleMesh.ingressGateway,
        hosts: ["bankapp.example.com"],
        objectName: "dev",
        routes,
      }),
  );
  const { http } = recording.get(virtualService, "dev").inputs.spec as { http: HttpRoute[] };
  return { ...recording, http };
}

describe("IngressRoutes", () => {
  it("binds the hosts to the ingress gateway's pods at the port of its service", async () => {
    const { get, result } = await makeRoutes({ api: { prefix: "/api/", targets } });
    expect(get(gateway, "dev").inputs).to.deep.include({
      metadata: { name: "dev", namespace: "istio-ingress" },
      spec: {
        selector: { istio: "ingressgateway" },
        servers: [{ port: { number: 80, name: "http", protocol: "HTTP" }, hosts: ["bankapp.example.com"] }],
      },
    });
    expect(get(virtualService, "dev").inputs.spec).to.deep.include({
      hosts: ["bankapp.example.com"],
      gateways: ["dev"],
    });
    expect(await valueOf(result.gateway)).to.equal("istio-ingress/dev");
  });

  it("asks longer prefixes first, and headers before none, however they are given", async () => {
    const routes = {
      site: { prefix: "/", targets },
      api: { prefix: "/api/", targets },
      tester: { prefix: "/api/", headers: { "X-Tester": "yes" }, targets },
      admin: { prefix: "/api/admin/", targets },
    };
    const order = ["admin", "tester", "api", "site"];
    expect((await makeRoutes(routes)).http.map(({ name }) => name)).to.deep.equal(order);
    const reversed = Object.fromEntries(Object.entries(routes).reverse());
    expect((await makeRoutes(reversed)).http.map(({ name }) => name)).to.deep.equal(order);
  });

  it("matches headers in lower case, as HTTP/2 has them", async () => {
    const { http } = await makeRoutes({ tester: { prefix: "/", headers: { "X-Tester": "yes" }, targets } });
    expect(http[0]?.match).to.deep.equal([{ uri: { prefix: "/" }, headers: { "x-tester": { exact: "yes" } } }]);
  });

  it("rewrites, retries, times out and fails on purpose", async () => {
    const { http } = await makeRoutes({
      api: {
        prefix: "/api/",
        rewrite: "/",
        timeout: "10s",
        retries: { attempts: 3, perTryTimeout: "2s" },
        fault: { delay: { percentage: 10, fixedDelay: "5s" }, abort: { percentage: 1, httpStatus: 503 } },
        targets,
      },
    });
    expect(http[0]).to.deep.include({
      rewrite: { uri: "/" },
      timeout: "10s",
      retries: { attempts: 3, perTryTimeout: "2s" },
      fault: {
        delay: { percentage: { value: 10 }, fixedDelay: "5s" },
        abort: { percentage: { value: 1 }, httpStatus: 503 },
      },
    });
  });
});
