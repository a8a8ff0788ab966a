import { parseCidr } from "../../aws/cidr";
import { number, record, records, text } from "../../aws/values";
import type { Properties } from "../../resource-type";
import { digest } from "../../server/context";
import { ApiError } from "../api-error";
import type { FieldError } from "../api-error";
import type { Behaviour, Rule, View } from "../behaviour";
import { idOf, labelsOf, annotationsOf, nameOf, namespaceOf, selects, specOf } from "../objects/object";
import type { KubernetesObject } from "../objects/object";
import { podTemplates } from "./pod-templates";

const NODE_PORTS = { first: 30_000, last: 32_767 };

const typeOf = (service: KubernetesObject): string => text(specOf(service).type) ?? "ClusterIP";
const hasNodePorts = (service: KubernetesObject): boolean =>
  typeOf(service) === "NodePort" ||
  (typeOf(service) === "LoadBalancer" && specOf(service).allocateLoadBalancerNodePorts !== false);
const isHeadless = (service: KubernetesObject): boolean => specOf(service).clusterIP === "None";

/** Ports of the nodes that services of the whole cluster have, by the services' ids. */
function nodePortsInUse(view: View, self: KubernetesObject): ReadonlyMap<number, string> {
  const others = view.store.list("v1", "Service").filter((service) => idOf(service) !== idOf(self));
  return new Map(
    others.flatMap((service) => nodePortsOf(service).map((port): [number, string] => [port, idOf(service)])),
  );
}

const nodePortsOf = (service: KubernetesObject): readonly number[] => [
  ...records(specOf(service).ports)
    .map(({ nodePort }) => number(nodePort))
    .filter((port) => port !== undefined),
  ...[number(specOf(service).healthCheckNodePort)].filter((port) => port !== undefined),
];

/** https://kubernetes.io/docs/reference/networking/virtual-ips/ */
function complete(service: KubernetesObject, view: View, old?: KubernetesObject): KubernetesObject {
  const spec = specOf(service);
  if (typeOf(service) === "ExternalName") {
    return { ...service, spec: { sessionAffinity: "None", ...spec } };
  }
  const clusterIP = text(spec.clusterIP) ?? text(old && specOf(old).clusterIP) ?? freeAddress(service, view);
  return {
    ...service,
    spec: {
      type: "ClusterIP",
      sessionAffinity: "None",
      internalTrafficPolicy: "Cluster",
      ipFamilies: ["IPv4"],
      ipFamilyPolicy: "SingleStack",
      ...(typeOf(service) === "LoadBalancer" ? { allocateLoadBalancerNodePorts: true } : {}),
      ...(hasNodePorts(service) ? { externalTrafficPolicy: "Cluster" } : {}),
      ...spec,
      clusterIP,
      clusterIPs: [clusterIP],
      ...(spec.ports === undefined ? {} : { ports: completePorts(service, view, old) }),
    },
  };
}

function completePorts(service: KubernetesObject, view: View, old?: KubernetesObject): readonly Properties[] {
  const taken = new Set([...nodePortsInUse(view, service).keys(), ...nodePortsOf(service)]);
  const before = old ? records(specOf(old).ports) : [];
  return records(specOf(service).ports).map((port) => {
    const protocol = text(port.protocol) ?? "TCP";
    const full = { ...port, protocol, targetPort: port.targetPort ?? port.port };
    if (!hasNodePorts(service)) {
      return full;
    }
    const same = before.find((entry) => entry.port === port.port && entry.protocol === protocol);
    const nodePort =
      number(port.nodePort) ??
      number(same?.nodePort) ??
      freePort(`${idOf(service)}/${String(port.port)}/${protocol}`, taken);
    taken.add(nodePort);
    return { ...full, nodePort };
  });
}

/** A port that looks random, the same for the same service. */
function freePort(seed: string, taken: ReadonlySet<number>): number {
  const size = NODE_PORTS.last - NODE_PORTS.first + 1;
  const start = Number.parseInt(digest(seed, 8), 16) % size;
  for (let step = 0; step < size; step++) {
    const port = NODE_PORTS.first + ((start + step) % size);
    if (!taken.has(port)) {
      return port;
    }
  }
  throw new ApiError("Invalid", "failed to allocate a nodePort: range is full");
}

const dotted = (address: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");

/** The first addresses of the block belong to the API server and the cluster's DNS. */
const RESERVED = 10n;

function freeAddress(service: KubernetesObject, view: View): string {
  const block = parseCidr(view.store.cluster.serviceCidr);
  if (block === undefined) {
    return "None";
  }
  const taken = new Set(view.store.list("v1", "Service").map((other) => specOf(other).clusterIP));
  const size = block.last - block.first - RESERVED - 1n;
  const start = BigInt(`0x${digest(idOf(service), 12)}`) % size;
  for (let step = 0n; step < size; step++) {
    const address = dotted(block.first + RESERVED + 1n + ((start + step) % size));
    if (!taken.has(address)) {
      return address;
    }
  }
  throw new ApiError("Invalid", "failed to allocate a serviceIP: range is full");
}

const nodePorts: Rule = (service, view) => {
  const taken = nodePortsInUse(view, service);
  const own = new Set<number>();
  return records(specOf(service).ports).flatMap<FieldError>(({ nodePort }, index) => {
    const port = number(nodePort);
    const field = `spec.ports[${index}].nodePort`;
    if (port === undefined || port === 0) {
      return [];
    }
    if (!hasNodePorts(service)) {
      return [{ field, problem: `Forbidden: may not be used when \`type\` is '${typeOf(service)}'` }];
    }
    if (port < NODE_PORTS.first || port > NODE_PORTS.last) {
      const range = `${NODE_PORTS.first}-${NODE_PORTS.last}`;
      return [
        {
          field,
          problem: `Invalid value: ${port}: provided port is not in the valid range. The range of valid ports is ${range}`,
        },
      ];
    }
    const holder = taken.get(port) ?? (own.has(port) ? idOf(service) : undefined);
    own.add(port);
    return holder === undefined
      ? []
      : [{ field, problem: `Invalid value: ${port}: provided port is already allocated (by service ${holder})` }];
  });
};

const ports: Rule = (service) => {
  const all = records(specOf(service).ports);
  if (all.length === 0) {
    return typeOf(service) === "ExternalName" || isHeadless(service)
      ? undefined
      : [{ field: "spec.ports", problem: "Required value" }];
  }
  const names = all.map(({ name }) => text(name));
  return names.flatMap<FieldError>((name, index) => {
    const field = `spec.ports[${index}].name`;
    if (name === undefined) {
      return all.length > 1 ? [{ field, problem: "Required value" }] : [];
    }
    return names.indexOf(name) < index ? [{ field, problem: `Duplicate value: "${name}"` }] : [];
  });
};

const clusterAddress: Rule = (service, view, old) => {
  const { clusterIP } = specOf(service);
  const address = text(clusterIP);
  if (address === undefined || address === "None") {
    return undefined;
  }
  const field = "spec.clusterIPs[0]";
  const before = text(old && specOf(old).clusterIP);
  if (before !== undefined && before !== address) {
    return [{ field, problem: `Invalid value: ["${address}"]: may not change once set` }];
  }
  const block = parseCidr(view.store.cluster.serviceCidr);
  const own = parseCidr(`${address}/32`);
  return block && own && (own.first < block.first || own.last > block.last)
    ? [
        {
          field,
          problem: `Invalid value: ["${address}"]: failed to allocate IP ${address}: the provided IP is not in the valid range. The range of valid IPs is ${view.store.cluster.serviceCidr}`,
        },
      ]
    : undefined;
};

/** Pods that a service sends to, by their templates. */
const endpoints = (service: KubernetesObject, { store }: View) =>
  podTemplates(store, namespaceOf(service)).filter(
    ({ replicas, labels }) => replicas > 0 && selects(record(specOf(service).selector), labels),
  );

const targets = (service: KubernetesObject, view: View): readonly string[] => {
  const selector = record(specOf(service).selector);
  if (Object.keys(selector).length === 0 || isHeadless(service) || typeOf(service) === "ExternalName") {
    return [];
  }
  const pods = endpoints(service, view);
  if (pods.length === 0) {
    return [
      "Service does not target any Pods. Selected Pods may not be ready, or field '.spec.selector' may not match " +
        `labels on any Pods (selector: ${JSON.stringify(selector)})`,
    ];
  }
  return records(specOf(service).ports)
    .map(({ targetPort }) => text(targetPort))
    .filter((name) => name !== undefined)
    .filter((name) => !pods.some((pod) => pod.portNames.has(name)))
    .map((name) => `Service does not target any Pods: no container of the selected Pods has a port named "${name}"`);
};

const CONTROLLER = "aws-load-balancer-controller";

/** https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/nlb/ */
function loadBalancer(service: KubernetesObject, { store }: View): readonly string[] {
  if (typeOf(service) !== "LoadBalancer") {
    return [];
  }
  const kind = text(annotationsOf(service)["service.beta.kubernetes.io/aws-load-balancer-type"]);
  const ofController = kind === "external" || kind === "nlb-ip" || specOf(service).loadBalancerClass !== undefined;
  return ofController && !hasController(store)
    ? [
        "Service was not allocated an IP address; does your cloud provider support this? (the AWS Load Balancer Controller is not installed)",
      ]
    : [];
}

const hasController = (store: View["store"]): boolean =>
  store
    .list("apps/v1", "Deployment")
    .some((deployment) => labelsOf(deployment)["app.kubernetes.io/name"] === CONTROLLER);

function status(service: KubernetesObject, { store, aws }: View, ready: boolean): Properties {
  if (typeOf(service) !== "LoadBalancer" || !ready) {
    return { loadBalancer: {} };
  }
  const seed = `${store.cluster.place}/${idOf(service)}`;
  const short = (name: string) => name.replace(/[^a-z\d]/g, "").slice(0, 8);
  const hostname = hasController(store)
    ? `k8s-${short(namespaceOf(service) ?? "default")}-${short(nameOf(service))}-${digest(seed, 10)}-${digest(`${seed}/`, 16)}.elb.${aws.region}.amazonaws.com`
    : `a${digest(seed, 32)}-${Number.parseInt(digest(`${seed}/`, 8), 16)}.${aws.region}.elb.amazonaws.com`;
  return { loadBalancer: { ingress: [{ hostname }] } };
}

export const service: Behaviour = {
  documentation: "https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/",
  complete,
  refusals: [ports, nodePorts, clusterAddress],
  obstacles: (object, view) => [...targets(object, view), ...loadBalancer(object, view)],
  status,
};
