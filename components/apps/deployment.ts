import type { types } from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { MeshServiceArgs } from "./mesh-service-args";
import type { ServiceProbesArgs } from "./mesh-services-args";
import type { Credentials } from "./service-credentials";
import { standIn } from "./stand-in";

export interface DeploymentArgs {
  serviceName: string;
  version: string;
  /** Labels that select the pods of this version. */
  labels: Record<string, string>;
  service: MeshServiceArgs;
  credentials: Credentials;
}

/** A user that no image knows and that is not root: images have to run as anybody. */
const user = 65532;

/** The pods of one version of a service. Level `restricted` of pod security admits them. */
export function deploymentSpec(args: DeploymentArgs): types.input.apps.v1.DeploymentSpec {
  const { labels, service, serviceName, credentials } = args;
  return {
    // Left out where the autoscaler decides.
    ...(service.autoscaler === undefined && { replicas: service.replicas ?? 2 }),
    selector: { matchLabels: labels },
    // A new pod is ready before an old one ends.
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: 0 } },
    template: {
      metadata: {
        labels,
        // A pod keeps the sidecar that it was given: another version of Istio makes other pods.
        annotations: { "throughline/istio-version": service.mesh.istioVersion },
      },
      spec: {
        serviceAccountName: serviceName,
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          runAsUser: user,
          runAsGroup: user,
          fsGroup: user,
          seccompProfile: { type: "RuntimeDefault" },
        },
        containers: [container(args)],
        volumes: [{ name: "tmp", emptyDir: { sizeLimit: "64Mi" } }, ...credentials.volumes],
        topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
          topologyKey,
          maxSkew: 1,
          whenUnsatisfiable: "ScheduleAnyway",
          labelSelector: { matchLabels: labels },
        })),
      },
    },
  };
}

function container({ serviceName, version, service, credentials }: DeploymentArgs): types.input.core.v1.Container {
  const { port, images = {}, probes, resources: { cpu = "100m", memory = "256Mi" } = {}, mesh } = service;
  const image = images[version];
  return {
    // The name by which the autoscaler tells it from the sidecar.
    name: serviceName,
    ...(image === undefined ? standIn(serviceName, version, port, mesh.mirror) : { image }),
    ports: [{ name: "http", containerPort: port }],
    env: [...plainVariables(service), ...credentials.env],
    ...(probes && probesOf(probes)),
    // Until no sidecar sends requests here any more.
    lifecycle: { preStop: { sleep: { seconds: 5 } } },
    resources: { requests: { cpu, memory }, limits: { memory } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    volumeMounts: [{ name: "tmp", mountPath: "/tmp" }, ...credentials.volumeMounts],
  };
}

function plainVariables({ port, environment = {} }: MeshServiceArgs): { name: string; value: pulumi.Input<string> }[] {
  return Object.entries({ PORT: String(port), ...environment }).map(([name, value]) => ({ name, value }));
}

/** The kubelet asks the sidecar, which asks the container: injection rewrites probes. */
function probesOf({ readiness, liveness }: ServiceProbesArgs) {
  const asking = (path: string) => ({ httpGet: { path, port: "http" } });
  return {
    // Up to two and a half minutes to start.
    startupProbe: { ...asking(liveness), periodSeconds: 5, failureThreshold: 30 },
    readinessProbe: { ...asking(readiness), periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 3 },
    livenessProbe: { ...asking(liveness), periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 },
  };
}
