import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import type { MeshServiceArgs } from "./mesh-service-args";
import { LoadBalancing, type MeshWorkloadArgs, RateLimitUnit } from "./mesh-services-args";
import { portProblems } from "./ports";
import { secretArnsOf } from "./service-identity";
import { fewestPods, versionsOf } from "./versions";

/** Everything that is wrong with a service. */
export function meshServiceProblems(serviceName: string, args: MeshServiceArgs): Problem[] {
  return [
    ...nameProblems(serviceName, args),
    ...portProblems(args),
    ...versionProblems(args),
    ...scaleProblems(args),
    ...routeProblems(serviceName, args),
    ...imageProblems(args),
    ...secretProblems(args),
    ...notOneOf(args.loadBalancing, LoadBalancing, "loadBalancing"),
    ...notOneOf(args.rateLimit?.unit, RateLimitUnit, "rateLimit.unit"),
  ];
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
function nameProblems(serviceName: string, args: MeshWorkloadArgs): Problem[] {
  const labelled = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;
  const longest = [serviceName, ...versionsOf(args).map((version) => `${serviceName}-${version}`)];
  return longest
    .filter((name) => !labelled.test(name) || name.length > 63)
    .map((name) => ({
      path: "serviceName",
      reason: `"${name}" is no name in Kubernetes: at most 63 lower-case letters, digits and hyphens, a letter first.`,
    }));
}

function versionProblems({ canary, blueGreen, ...service }: MeshWorkloadArgs): Problem[] {
  const versions = versionsOf(service);
  const unknown = (path: string, version: string) =>
    versions.includes(version)
      ? []
      : [{ path, reason: `there is no version "${version}". There is: ${versions.join(", ")}.` }];
  const sum = (canary ?? []).reduce((total, { weight }) => total + weight, 0);
  return [
    ...(new Set(versions).size < versions.length
      ? [{ path: "versions", reason: `${versions.join(", ")}: each once.` }]
      : []),
    ...(canary && blueGreen
      ? [{ path: "blueGreen", reason: "canary divides requests already. Remove one of the two." }]
      : []),
    ...(canary ?? []).flatMap(({ version }, index) => unknown(`canary[${index}].version`, version)),
    ...(canary && sum !== 100 ? [{ path: "canary", reason: `the weights sum to ${sum}, not to 100.` }] : []),
    ...(blueGreen ? unknown("blueGreen.active", blueGreen.active) : []),
  ];
}

function scaleProblems(args: MeshWorkloadArgs): Problem[] {
  const { autoscaler, replicas, minAvailable } = args;
  const fewest = fewestPods(args);
  return [
    ...(autoscaler && replicas !== undefined
      ? [{ path: "replicas", reason: "the autoscaler decides how many. Remove one of the two." }]
      : []),
    ...(autoscaler && autoscaler.minReplicas > autoscaler.maxReplicas
      ? [
          {
            path: "autoscaler.minReplicas",
            reason: `${autoscaler.minReplicas} is more than maxReplicas, which is ${autoscaler.maxReplicas}.`,
          },
        ]
      : []),
    ...(minAvailable !== undefined && minAvailable >= fewest
      ? [
          {
            path: "minAvailable",
            reason: `${minAvailable} of ${fewest} pods would never leave a node, which then cannot be drained. At most ${fewest - 1}.`,
          },
        ]
      : []),
  ];
}

/** A service by itself has routes to itself only; `MeshServices` knows the others. */
function routeProblems(serviceName: string, { routes = {}, ...service }: MeshWorkloadArgs): Problem[] {
  const versions = versionsOf(service);
  return Object.entries(routes).flatMap(([name, { destination = {} }]) => {
    const path = `routes.${name}.destination`;
    const { service: other = serviceName, version } = destination;
    return [
      ...(other === serviceName
        ? []
        : [{ path: `${path}.service`, reason: `"${other}" is another service: give the route to that one.` }]),
      ...(version === undefined || versions.includes(version)
        ? []
        : [{ path: `${path}.version`, reason: `there is no version "${version}". There is: ${versions.join(", ")}.` }]),
    ];
  });
}

function imageProblems({ images = {} }: MeshServiceArgs): Problem[] {
  return Object.entries(images)
    .filter(([, image]) => !/@sha256:[0-9a-f]{64}$/.test(image))
    .map(([version, image]) => ({
      path: `images.${version}`,
      reason: `"${image}" can become another image at any time. Pin it by digest: <repository>@sha256:<64 hex digits>.`,
    }));
}

function secretProblems(args: MeshServiceArgs): Problem[] {
  const { secrets = {}, environment = {}, secretsManager, vault } = args;
  return [
    ...Object.entries(secrets).flatMap(([variable, { secretArn, vaultPath }]) => {
      const path = `secrets.${variable}`;
      return [
        ...((secretArn === undefined) === (vaultPath === undefined)
          ? [{ path, reason: "give exactly one of secretArn, vaultPath." }]
          : []),
        ...(vaultPath !== undefined && vault === undefined ? [{ path, reason: "there is no Vault. Give vault." }] : []),
        ...(Object.hasOwn(environment, variable)
          ? [{ path: `environment.${variable}`, reason: "is given in secrets as well. Remove one of the two." }]
          : []),
      ];
    }),
    ...(secretArnsOf(args).length > 0 && secretsManager === undefined
      ? [{ path: "secretsManager", reason: "required: credentials are kept there." }]
      : []),
  ];
}
