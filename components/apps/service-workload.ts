import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { deploymentSpec } from "./deployment";
import { createCustom, kinds, metadataFor, type ServiceContext } from "./service-context";
import type { Credentials } from "./service-credentials";
import { destinationRule, hostOf, localRateLimit, routeTo, targetsOf } from "./traffic";
import { fewestPods, versionsOf } from "./versions";

/** What runs, and what clients see of it. */
export function createWorkload(context: ServiceContext, credentials: Credentials): pulumi.Resource[] {
  const versions = versionsOf(context.args).map((version) => createVersion(context, version, credentials));
  return [...versions, ...createEndpoint(context)];
}

/** The pods of one version, and how many there are. */
function createVersion(context: ServiceContext, version: string, credentials: Credentials): pulumi.Resource {
  const { name, serviceName, args, labels, opts } = context;
  const versionLabels = { ...labels, version };
  const resourceName = `${name}-${version}`;
  const metadata = { ...metadataFor(context, `${serviceName}-${version}`), labels: versionLabels };
  const deployment = new kubernetes.apps.v1.Deployment(
    resourceName,
    { metadata, spec: deploymentSpec({ serviceName, version, labels: versionLabels, service: args, credentials }) },
    pulumi.mergeOptions(opts, { dependsOn: credentials.resources }),
  );
  if (args.autoscaler) {
    const { minReplicas, maxReplicas, targetCpuUtilization = 70 } = args.autoscaler;
    const target = { type: "Utilization", averageUtilization: targetCpuUtilization };
    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      resourceName,
      {
        metadata,
        spec: {
          scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: deployment.metadata.name },
          minReplicas,
          maxReplicas,
          // The sidecar's use says little about the container's.
          metrics: [{ type: "ContainerResource", containerResource: { name: "cpu", container: serviceName, target } }],
        },
      },
      opts,
    );
  }
  new kubernetes.policy.v1.PodDisruptionBudget(
    resourceName,
    {
      metadata,
      spec: {
        minAvailable: args.minAvailable ?? Math.min(1, fewestPods(args) - 1),
        selector: { matchLabels: versionLabels },
        // Pods that do not work keep no node from being drained.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    },
    opts,
  );
  return deployment;
}

/** The name of the service in the cluster, and what the mesh makes of requests to it. */
function createEndpoint(context: ServiceContext): pulumi.Resource[] {
  const { name, serviceName, namespace, labels, args, opts } = context;
  const { port, callers = [], rateLimit, canary, blueGreen } = args;
  const host = hostOf(serviceName, namespace);
  const service = new kubernetes.core.v1.Service(
    name,
    {
      metadata: metadataFor(context, serviceName),
      spec: { selector: labels, ports: [{ name: "http", appProtocol: "http", port, targetPort: "http" }] },
    },
    opts,
  );
  const rule = createCustom(context, name, kinds.destinationRule, serviceName, destinationRule(args, host));
  // Requests by the ingress gateway have routes of their own.
  const divided = canary !== undefined || blueGreen !== undefined;
  if (divided && callers.length > 0) {
    createCustom(
      { ...context, opts: pulumi.mergeOptions(opts, { dependsOn: rule }) },
      name,
      kinds.virtualService,
      serviceName,
      { hosts: [host], http: [{ route: routeTo(targetsOf(args, host)) }] },
    );
  }
  if (rateLimit) {
    createCustom(
      context,
      `${name}-rate-limit`,
      kinds.envoyFilter,
      `${serviceName}-rate-limit`,
      localRateLimit(labels, rateLimit),
    );
  }
  return [service, rule];
}
