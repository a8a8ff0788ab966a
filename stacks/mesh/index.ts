import { meshContract } from "../contracts";
import { readContract } from "../contracts/read";
import { placeholders, stub } from "../contracts/stub";
import { requireSections } from "../require-sections";

const { mesh } = requireSections("mesh");
const { cluster } = readContract("compute");
const id = placeholders(cluster.apply((present) => present?.name ?? "no cluster"));
const { http = 30080, https = 30443, health = 30021 } = mesh.ingressGateway?.nodePorts ?? {};

export = stub(meshContract, {
  namespaces: { istio: id("namespace", "istio"), ingress: id("namespace", "ingress") },
  ingressGateway: {
    namespace: id("namespace", "ingress"),
    service: id("service"),
    selector: { istio: "ingressgateway" },
    nodePorts: { http, https, health },
  },
  trustDomain: id("trust-domain"),
  versions: {},
});
