import type { MeshMembershipArgs } from "../apps/mesh-service-args";

/** A mesh as services know it. */
export const exampleMesh: MeshMembershipArgs = {
  istioVersion: "1.30.4",
  trustDomain: "cluster.local",
  ingressGateway: {
    namespace: "istio-ingress",
    serviceAccount: "istio-ingressgateway",
    selector: { istio: "ingressgateway" },
  },
};
