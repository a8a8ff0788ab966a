import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import type { ContentDeliveryArgs } from "./content-delivery-args";
import { deliveryBehaviors } from "./content-delivery-behaviors";
import { GeoRestrictionType, PriceClass } from "./edge-distribution-args";

/** What is wrong with the arguments of a `ContentDelivery`. */
export function deliveryProblems(args: ContentDeliveryArgs): Problem[] {
  return [
    ...notOneOf(args.priceClass, PriceClass, "priceClass"),
    ...notOneOf(args.geoRestriction?.type, GeoRestrictionType, "geoRestriction.type"),
    ...originProblems(args),
    ...patternProblems(args),
    ...signatureProblems(args),
    ...(args.aliases?.names.length === 0
      ? [{ path: "aliases.names", reason: "There is none. Name one, or leave aliases out." }]
      : []),
  ];
}

function originProblems({ site, loadBalancer, apiPaths = [], spa }: ContentDeliveryArgs): Problem[] {
  return [
    ...(loadBalancer === undefined && (site === undefined || apiPaths.length > 0)
      ? [
          {
            path: "loadBalancer",
            reason: site === undefined ? "There is nothing to deliver from. Give site or this." : "apiPaths go there.",
          },
        ]
      : []),
    ...(site === undefined && spa === true
      ? [{ path: "spa", reason: "The load balancer answers for unknown paths itself. Remove it, or give site." }]
      : []),
  ];
}

function patternProblems(args: ContentDeliveryArgs): Problem[] {
  const patterns = deliveryBehaviors(args).map(({ pattern }) => pattern);
  return patterns.flatMap((pattern, index) => {
    const path = args.apiPaths?.includes(pattern) === true ? "apiPaths" : "signedUrls.paths";
    if (pattern.includes("**")) {
      return [{ path, reason: `"${pattern}": a path pattern has no **. One * matches any depth.` }];
    }
    return patterns.indexOf(pattern) < index ? [{ path, reason: `"${pattern}" is there twice. Remove one.` }] : [];
  });
}

function signatureProblems({ signedUrls }: ContentDeliveryArgs): Problem[] {
  if (signedUrls === undefined) return [];
  const keys = Object.entries(signedUrls.publicKeys);
  return [
    ...(keys.length === 0
      ? [{ path: "signedUrls.publicKeys", reason: "There is none, so nobody could sign. Give one." }]
      : []),
    ...keys
      .filter(([, key]) => !key.startsWith("-----BEGIN PUBLIC KEY-----"))
      .map(([name]) => ({
        path: `signedUrls.publicKeys.${name}`,
        reason: "A public key is in PEM: -----BEGIN PUBLIC KEY-----.",
      })),
  ];
}
