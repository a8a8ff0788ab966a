/** What Istio's own charts and documents call things. */
export const istio = {
  /** The root namespace: what is declared in it holds for the whole mesh. */
  namespace: "istio-system",
  cniNamespace: "istio-cni",
  ingressNamespace: "istio-ingress",
  ingressGateway: "istio-ingressgateway",
  /** Labels by which a Gateway selects the ingress gateway. */
  ingressSelector: { istio: "ingressgateway" },
  /** Label of namespaces whose pods get a sidecar. */
  injection: { "istio-injection": "enabled" },
  trustDomain: "cluster.local",
} as const;

/**
 * Ports of Istio: https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio
 */
export const istioPorts = {
  /** istiod: configuration and certificates, to proxies. */
  discovery: 15012,
  /** istiod: webhooks, to the Kubernetes API. */
  webhook: 15017,
  /** Ingress gateway: `/healthz/ready`. */
  health: 15021,
  /** Ingress gateway: where it receives. */
  http: 8080,
  https: 8443,
} as const;
