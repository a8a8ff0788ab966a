import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import type { MeshServiceArgs } from "./mesh-service-args";

/** What the parts of a service have in common. */
export interface ServiceContext {
  /** Name of the component, which the names of its children begin with. */
  name: string;
  /** Name of the service in the cluster. */
  serviceName: string;
  namespace: string;
  /** Labels that select the pods of all versions. */
  labels: Record<string, string>;
  args: MeshServiceArgs;
  opts: pulumi.CustomResourceOptions;
}

/** A name and a place for an object of the service. */
export function metadataFor({ namespace, labels }: ServiceContext, objectName: string) {
  return { name: objectName, namespace, labels };
}

/** A custom resource of the service. */
export function createCustom(
  context: ServiceContext,
  name: string,
  kind: { apiVersion: string; kind: string },
  objectName: string,
  spec: pulumi.Inputs,
): kubernetes.apiextensions.CustomResource {
  return new kubernetes.apiextensions.CustomResource(
    name,
    { ...kind, metadata: metadataFor(context, objectName), spec },
    context.opts,
  );
}

/** Custom resources of Istio and External Secrets, in the versions that are stable. */
export const kinds = {
  gateway: { apiVersion: "networking.istio.io/v1", kind: "Gateway" },
  virtualService: { apiVersion: "networking.istio.io/v1", kind: "VirtualService" },
  destinationRule: { apiVersion: "networking.istio.io/v1", kind: "DestinationRule" },
  envoyFilter: { apiVersion: "networking.istio.io/v1alpha3", kind: "EnvoyFilter" },
  authorizationPolicy: { apiVersion: "security.istio.io/v1", kind: "AuthorizationPolicy" },
  peerAuthentication: { apiVersion: "security.istio.io/v1", kind: "PeerAuthentication" },
  secretStore: { apiVersion: "external-secrets.io/v1", kind: "SecretStore" },
  externalSecret: { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret" },
  application: { apiVersion: "argoproj.io/v1alpha1", kind: "Application" },
} as const;
