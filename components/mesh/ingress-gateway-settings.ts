import type { Problem } from "../network/addresses";
import type { IngressGatewaySettingsArgs } from "./istio-mesh-args";

/** Ports of the nodes that lead to the gateway. */
export interface GatewayNodePorts {
  http: number;
  https: number;
  health: number;
}

/** The ports as given, or the usual ones. */
export function nodePortsOf({ nodePorts }: IngressGatewaySettingsArgs = {}): GatewayNodePorts {
  return { http: 30080, https: 30443, health: 30021, ...nodePorts };
}

/** The numbers of pods as given, or the usual ones. */
export function replicasOf(settings: IngressGatewaySettingsArgs = {}): { minReplicas: number; maxReplicas: number } {
  const { minReplicas = 2, maxReplicas = Math.max(5, minReplicas) } = settings;
  return { minReplicas, maxReplicas };
}

/** What is wrong with the settings; `path` is where they stand, with its dot. */
export function gatewayProblems(settings: IngressGatewaySettingsArgs = {}, path = ""): Problem[] {
  return [...replicaProblems(settings, path), ...nodePortProblems(settings, `${path}nodePorts.`)];
}

function replicaProblems(settings: IngressGatewaySettingsArgs, path: string): Problem[] {
  const { minReplicas, maxReplicas } = replicasOf(settings);
  return minReplicas <= maxReplicas
    ? []
    : [
        {
          path: `${path}minReplicas`,
          reason: `${minReplicas} is more than maxReplicas, which is ${maxReplicas}.`,
        },
      ];
}

/** https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport */
const [lowest, highest] = [30000, 32767];

function nodePortProblems(settings: IngressGatewaySettingsArgs, path: string): Problem[] {
  const ports = Object.entries(nodePortsOf(settings));
  return ports.flatMap(([name, port], index) => {
    const twin = ports.slice(0, index).find(([, other]) => other === port)?.[0];
    return [
      ...(port >= lowest && port <= highest
        ? []
        : [{ path: path + name, reason: `${port} is no port of nodes. Those are ${lowest} to ${highest}.` }]),
      ...(twin === undefined
        ? []
        : [{ path: path + name, reason: `${port} is the port of ${twin} as well. Give each its own.` }]),
    ];
  });
}
