import type { Mistake } from "./mistake";

const observability = "throughline:observability";
const paths = "throughline:paths";
const mesh = "throughline:mesh";
const compute = "throughline:compute";
const edge = "throughline:edge";
const apps = "throughline:apps";

/** The edge. */
export const edgeMistakes: readonly Mistake[] = [
  {
    mistake: "a CNAME at the apex",
    change: { [`${edge}.domain`]: { name: "acme.dev", zoneName: "acme.dev", record: "cname", delegated: true } },
    problems: [
      'throughline:edge.domain.record: a CNAME at a zone\'s apex is refused, and acme.dev is one. Take "alias".',
    ],
  },
  {
    mistake: "a name outside its zone",
    change: { [`${edge}.domain.name`]: "bankapp.acme.com" },
    problems: [
      'throughline:edge.domain.name: "bankapp.acme.com" is not in the zone acme.dev. Choose a name that ends with .acme.dev.',
    ],
  },
  {
    mistake: "a reserved name",
    change: { [`${edge}.domain`]: { name: "bankapp.example.com", zoneName: "example.com" } },
    warnings: [
      "throughline:edge.domain.zoneName: example.com is reserved: Route 53 makes no public zone for it. It can be rehearsed, and a real update refuses it.",
    ],
  },
  {
    mistake: "a zone that is created, and delegated by nobody",
    change: { [`${edge}.domain`]: { name: "acme.dev", zoneName: "acme.dev" } },
    warnings: [
      "throughline:edge.domain.delegated: no certificate is issued before the name servers of acme.dev are entered at its parent, and these are known once the zone is made. Deploy with delegated: false, enter them, then say delegated: true. Or name the parent's zone in parentZone.",
    ],
  },
  {
    mistake: "a delegation of a zone that exists",
    change: { [`${edge}.domain.delegated`]: true, [`${edge}.domain.parentZone`]: "ZPARENT" },
    problems: [
      "throughline:edge.domain.delegated: has no meaning where the zone exists. Remove it.",
      "throughline:edge.domain.parentZone: is for a zone that is created; this one exists. Remove it.",
    ],
  },
  {
    mistake: "a secret for a load balancer that CloudFront reaches by a VPC origin",
    change: { [`${edge}.cdn.originSecret`]: 2 },
    problems: ['throughline:edge.cdn.originSecret: is for originAccess "secretHeader". Remove it.'],
  },
  {
    mistake: "DNSSEC of a zone that exists",
    change: { [`${edge}.domain.dnssec`]: true },
    problems: [
      "throughline:edge.domain.dnssec: belongs to a zone that is created; this one exists. Turn it on where the zone is kept.",
    ],
  },
  {
    mistake: "two stars in a path pattern",
    change: { [`${edge}.cdn.apiPaths`]: ["/api/**"] },
    problems: [
      'throughline:edge.cdn.apiPaths[0]: "/api/**": a path pattern of CloudFront has no **: /api/* matches any depth',
    ],
  },
  {
    mistake: "a load balancer behind a VPC origin in a public tier",
    change: { [`${edge}.alb`]: { tier: "hub.public" } },
    problems: [
      'throughline:edge.alb.tier: "hub.public" is public; this stands in a tier that is private. There are: hub.private, apps.nodes.',
    ],
  },
  {
    mistake: "CloudFront with paths to no load balancer",
    change: { [`${edge}.alb`]: undefined },
    problems: ["throughline:edge.cdn.serveFrom: needs a load balancer to go to. Add throughline:edge.alb."],
  },
  {
    mistake: "files from a pod that does not serve them",
    change: { [`${apps}.services.frontend.routes`]: undefined },
    problems: [
      'throughline:edge.cdn.serveFrom: "pod" needs a service with a route at "/" in throughline:apps.services. Add one, or take "s3".',
    ],
  },
  {
    mistake: "TLS settings without a domain",
    change: { [`${edge}.domain`]: undefined, [`${edge}.cdn.minimumProtocolVersion`]: "TLSv1.2_2021" },
    problems: [
      "throughline:edge.cdn.minimumProtocolVersion: cannot be set without a domain: the certificate of *.cloudfront.net always allows TLSv1.",
    ],
  },
  {
    mistake: "a firewall before nothing",
    change: {
      [`${edge}.waf.attachTo`]: "cdn",
      [`${edge}.cdn`]: undefined,
      [`${edge}.alb.tier`]: "hub.public",
      [`${edge}.alb.securityGroup`]: undefined,
    },
    problems: ["throughline:edge.waf.attachTo: there is no throughline:edge.cdn to protect."],
  },
  {
    mistake: "a firewall without rules",
    change: { [`${edge}.waf`]: { commonRules: false, sqlInjection: false, knownBadInputs: false } },
    problems: ["throughline:edge.waf: all rules are off, so it protects nothing. Turn some on, or remove it."],
  },
  {
    mistake: "an origin name that cannot be certified",
    change: { [`${edge}.alb.originName`]: "origin.acme.com" },
    problems: [
      'throughline:edge.alb.originName: "origin.acme.com" cannot be certified: the zone is acme.dev. Choose a name in the domain\'s zone.',
    ],
  },
  {
    mistake: "a load balancer for a spoke that does not exist",
    change: { [`${edge}.nlb`]: { app: { tier: "hub.public" } } },
    problems: ['throughline:edge.nlb.app: there is no spoke "app". Did you mean "apps"? There is: apps.'],
  },
  {
    mistake: "a load balancer before nothing",
    change: {
      [compute]: undefined,
      [mesh]: undefined,
      [apps]: undefined,
      [paths]: undefined,
      [observability]: undefined,
      [`${edge}.cdn`]: undefined,
      [`${edge}.waf.attachTo`]: "alb",
      [`${edge}.alb`]: { tier: "hub.public" },
    },
    problems: ["throughline:edge.alb: a load balancer needs something behind it, and there is no throughline:compute."],
  },
  {
    mistake: "a name that leads nowhere",
    change: { [`${edge}.cdn`]: undefined, [`${edge}.alb`]: undefined, [`${edge}.waf`]: undefined },
    problems: ["throughline:edge.domain: the name leads nowhere. Add cdn, alb or nlb, or remove it."],
  },
  {
    mistake: "a single-page application from a pod",
    change: { [`${edge}.cdn.spa`]: true },
    problems: [
      'throughline:edge.cdn.spa: the pod answers for unknown paths itself. Remove it, or take serveFrom "s3".',
    ],
  },
  {
    mistake: "a secret header without a certificate",
    change: {
      [`${edge}.domain`]: undefined,
      [`${edge}.cdn.originAccess`]: "secretHeader",
      [`${edge}.alb`]: { tier: "hub.public" },
    },
    problems: [
      'throughline:edge.cdn.originAccess: "secretHeader" goes over the internet by HTTPS, for which a certificate needs a domain. Add one, or take "vpcOrigin".',
    ],
  },
  {
    mistake: "a limit per address behind CloudFront",
    change: { [`${edge}.waf.attachTo`]: "alb" },
    warnings: [
      "throughline:edge.waf.rateLimit: behind CloudFront the load balancer sees CloudFront's addresses, and would limit them. Take attachTo: cdn.",
    ],
  },
  {
    mistake: "a public load balancer in a private tier",
    change: { [`${edge}.nlb`]: { apps: { tier: "hub.private" } } },
    problems: [
      'throughline:edge.nlb.apps.tier: "hub.private" is private; this stands in a tier that is public. There is: hub.public.',
    ],
  },
];
