import type { Problem } from "../network/addresses";
import { notOneOf } from "../network/one-of";
import { DomainRecord, FirewallAttachment, IngressTraffic, OriginAccess, SiteOrigin } from "./edge-distribution-args";
import type { EdgeDistributionArgs } from "./edge-distribution-inputs";
import { isPrivate } from "./edge-load-balancers";

/** What is wrong with the arguments of an `EdgeDistribution`; its parts tell the rest. */
export function edgeProblems(args: EdgeDistributionArgs): Problem[] {
  const { domain, cdn, waf, alb } = args;
  return [
    ...notOneOf(domain?.record, DomainRecord, "domain.record"),
    ...notOneOf(cdn?.serveFrom, SiteOrigin, "cdn.serveFrom"),
    ...notOneOf(cdn?.originAccess, OriginAccess, "cdn.originAccess"),
    ...notOneOf(waf?.attachTo, FirewallAttachment, "waf.attachTo"),
    ...notOneOf(alb?.traffic, IngressTraffic, "alb.traffic"),
    ...domainProblems(args),
    ...placeProblems(args),
    ...ingressProblems(args),
  ];
}

function domainProblems({ domain, cdn }: EdgeDistributionArgs): Problem[] {
  if (domain === undefined) {
    return cdn?.originAccess === OriginAccess.secretHeader
      ? [{ path: "cdn.originAccess", reason: '"secretHeader" goes over the internet by HTTPS, which needs a domain.' }]
      : [];
  }
  const { zone, name, zoneName, record } = domain;
  const created = Object.entries({ parentZone: domain.parentZone, delegated: domain.delegated, dnssec: domain.dnssec });
  return [
    ...(zone === undefined ? [] : created.filter(([, value]) => value !== undefined)).map(([key]) => ({
      path: `domain.${key}`,
      reason: "Belongs to a zone that is created, and this one exists. Remove it.",
    })),
    ...(record === DomainRecord.cname && name === zoneName
      ? [{ path: "domain.record", reason: "A CNAME at a zone's apex is refused. Take alias." }]
      : []),
  ];
}

function placeProblems(args: EdgeDistributionArgs): Problem[] {
  const { alb, nlb = {}, places = {} } = args;
  const wanted = [...(alb === undefined ? [] : ["alb"]), ...Object.keys(nlb)];
  return [
    ...wanted
      .filter((name) => places[name] === undefined)
      .map((name) => ({ path: `places.${name}`, reason: "A load balancer needs a VPC and subnets." })),
    ...(alb !== undefined && isPrivate(args) && places.alb?.securityGroupId === undefined
      ? [{ path: "places.alb.securityGroupId", reason: "CloudFront is let into this group. Name one." }]
      : []),
  ];
}

function ingressProblems({ alb, nlb = {}, ingress = {} }: EdgeDistributionArgs): Problem[] {
  const traffic = alb?.traffic ?? IngressTraffic.http;
  return [
    ...(alb !== undefined && ingress[traffic] === undefined
      ? [{ path: `ingress.${traffic}`, reason: "The load balancer sends this traffic, and nobody receives it." }]
      : []),
    ...(Object.keys(nlb).length > 0 && Object.keys(ingress).length === 0
      ? [{ path: "ingress", reason: "There is nobody behind the load balancers." }]
      : []),
  ];
}
