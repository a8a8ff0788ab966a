import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

import { policyFor } from "../kubernetes/traffic";
import { allowedTraffic, askedPath, authorizationPolicy } from "./access";
import { createCustom, kinds, metadataFor, type ServiceContext } from "./service-context";

/** Who gets in and out: there before any pod is. */
export function createPolicies(context: ServiceContext): pulumi.Resource[] {
  const { name, serviceName, labels, args, opts } = context;
  const { routes = {}, ingressPaths = [] } = args;
  const asked = [...new Set([...Object.values(routes).map(askedPath), ...ingressPaths])];
  const authorization = createCustom(
    context,
    name,
    kinds.authorizationPolicy,
    serviceName,
    authorizationPolicy(labels, args, asked),
  );
  const network = new kubernetes.networking.v1.NetworkPolicy(
    name,
    { metadata: metadataFor(context, serviceName), spec: policyFor(allowedTraffic(args, asked.length > 0), labels) },
    opts,
  );
  return [authorization, network];
}
