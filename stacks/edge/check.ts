import { FirewallAttachment, OriginAccess, SiteOrigin } from "@throughline/components/edge/edge-distribution-args";
import { TierType } from "@throughline/components/network/addresses";
import { at, error, type Finding, warning } from "../config/finding";
import type { Sections } from "../config/sections";
import { unknownName } from "../config/suggest";
import { checkGroup, checkTier, vpcOf } from "../network/names";
import { checkDomain, isWithin } from "./check-domain";
import type { EdgeSection } from "./schema";

type Read = Pick<Sections, "network" | "compute" | "apps" | "edge">;

/** What is wrong with the way from the world into the environment. */
export function checkEdge({ network, compute, apps, edge }: Read): Finding[] {
  if (edge === undefined) {
    return [];
  }
  return [
    ...checkDomain(edge),
    ...checkEntrances(edge, compute !== undefined),
    ...checkCdn(edge, apps),
    ...checkAlb(edge, network),
    ...needlessIngress(edge, compute),
    ...checkNlb(edge, network),
    ...checkWaf(edge),
  ];
}

function checkEntrances({ cdn, alb, nlb = {}, domain }: EdgeSection, cluster: boolean): Finding[] {
  const found: Finding[] = [];
  if (!cluster && (alb !== undefined || Object.keys(nlb).length > 0)) {
    const key = alb === undefined ? "nlb" : "alb";
    found.push(
      error(at("edge", key), "a load balancer needs something behind it, and there is no throughline:compute."),
    );
  }
  if (domain !== undefined && cdn === undefined && alb === undefined && Object.keys(nlb).length === 0) {
    found.push(error(at("edge", "domain"), "the name leads nowhere. Add cdn, alb or nlb, or remove it."));
  }
  return found;
}

function checkCdn({ cdn, alb, domain }: EdgeSection, apps: Sections["apps"]): Finding[] {
  if (cdn === undefined) {
    return [];
  }
  const path = (key: string) => at("edge", "cdn", key);
  const found: Finding[] = [];
  const { serveFrom = SiteOrigin.s3, spa, minimumProtocolVersion, apiPaths } = cdn;
  if (serveFrom === SiteOrigin.pod) {
    const atRoot = Object.values(apps?.services ?? {}).some(({ routes = {} }) =>
      Object.values(routes).some(({ prefix }) => prefix === "/"),
    );
    if (!atRoot) {
      found.push(
        error(
          path("serveFrom"),
          '"pod" needs a service with a route at "/" in throughline:apps.services. Add one, or take "s3".',
        ),
      );
    }
    if (spa === true) {
      found.push(error(path("spa"), 'the pod answers for unknown paths itself. Remove it, or take serveFrom "s3".'));
    }
  }
  if (alb === undefined && (serveFrom === SiteOrigin.pod || (apiPaths?.length ?? 0) > 0)) {
    found.push(
      error(
        path(serveFrom === SiteOrigin.pod ? "serveFrom" : "apiPaths"),
        "needs a load balancer to go to. Add throughline:edge.alb.",
      ),
    );
  }
  if (domain === undefined && minimumProtocolVersion !== undefined) {
    found.push(
      error(
        path("minimumProtocolVersion"),
        "cannot be set without a domain: the certificate of *.cloudfront.net always allows TLSv1.",
      ),
    );
  }
  if (cdn.originSecret !== undefined && cdn.originAccess !== OriginAccess.secretHeader) {
    found.push(error(path("originSecret"), 'is for originAccess "secretHeader". Remove it.'));
  }
  if (domain === undefined && cdn.originAccess === OriginAccess.secretHeader) {
    found.push(
      error(
        path("originAccess"),
        '"secretHeader" goes over the internet by HTTPS, for which a certificate needs a domain. Add one, or take "vpcOrigin".',
      ),
    );
  }
  return found;
}

function checkAlb({ alb, cdn, domain }: EdgeSection, network: Sections["network"]): Finding[] {
  if (alb === undefined) {
    return [];
  }
  const path = (key: string) => at("edge", "alb", key);
  const internal = cdn !== undefined && (cdn.originAccess ?? OriginAccess.vpcOrigin) === OriginAccess.vpcOrigin;
  const found = [
    ...checkTier(network, path("tier"), alb.tier, [internal ? TierType.private : TierType.public]),
    ...checkGroup(network, path("securityGroup"), alb.securityGroup, alb.tier),
  ];
  if (network.availabilityZones.length < 2) {
    found.push(
      error(
        at("network", "availabilityZones"),
        "an application load balancer wants subnets in two availability zones or more. Append one.",
      ),
    );
  }
  if (alb.originName !== undefined && (domain === undefined || !isWithin(alb.originName, domain.zoneName))) {
    const zone = domain === undefined ? "there is no domain" : `the zone is ${domain.zoneName}`;
    found.push(
      error(
        path("originName"),
        `"${alb.originName}" cannot be certified: ${zone}. Choose a name in the domain's zone.`,
      ),
    );
  }
  return found;
}

/** The load balancer before the nodes is for an entrance in another VPC. */
function needlessIngress({ alb }: EdgeSection, compute: Sections["compute"]): Finding[] {
  return compute?.ingress !== undefined && alb !== undefined && vpcOf(alb.tier) === vpcOf(compute.tier)
    ? [
        error(
          at("compute", "ingress"),
          `the load balancer of throughline:edge is in the nodes' own VPC and reaches them itself. Remove this.`,
        ),
      ]
    : [];
}

function checkNlb({ nlb = {} }: EdgeSection, network: Sections["network"]): Finding[] {
  const spokes = (network.spokes ?? []).map((spoke) => spoke.name);
  return Object.entries(nlb).flatMap(([spoke, { tier, securityGroup }]) => [
    ...(spokes.includes(spoke) ? [] : [error(at("edge", "nlb", spoke), unknownName("spoke", spoke, spokes))]),
    ...checkTier(network, at("edge", "nlb", spoke, "tier"), tier, [TierType.public]),
    ...checkGroup(network, at("edge", "nlb", spoke, "securityGroup"), securityGroup, tier),
  ]);
}

function checkWaf({ waf, cdn, alb }: EdgeSection): Finding[] {
  if (waf === undefined) {
    return [];
  }
  const { commonRules = true, sqlInjection = true, knownBadInputs = true, botControl = false, rateLimit } = waf;
  const attachTo = waf.attachTo ?? (cdn === undefined ? FirewallAttachment.alb : FirewallAttachment.cdn);
  const found: Finding[] = [];
  if ((attachTo === FirewallAttachment.cdn ? cdn : alb) === undefined) {
    found.push(
      error(
        waf.attachTo === undefined ? at("edge", "waf") : at("edge", "waf", "attachTo"),
        `there is no throughline:edge.${attachTo} to protect.`,
      ),
    );
  }
  if (!commonRules && !sqlInjection && !knownBadInputs && !botControl && rateLimit === undefined) {
    found.push(error(at("edge", "waf"), "all rules are off, so it protects nothing. Turn some on, or remove it."));
  }
  if (attachTo === FirewallAttachment.alb && cdn !== undefined && rateLimit !== undefined) {
    found.push(
      warning(
        at("edge", "waf", "rateLimit"),
        "behind CloudFront the load balancer sees CloudFront's addresses, and would limit them. Take attachTo: cdn.",
      ),
    );
  }
  return found;
}
