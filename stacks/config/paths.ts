import { z } from "zod";
import { byName, port, urlPath } from "./formats";

/** What the proof of a path has to say. */
export const PathOutcome = {
  /** It arrives, over the declared hops. */
  proven: "proven",
  /** Nothing of it arrives. */
  blocked: "blocked",
} as const;
export type PathOutcome = (typeof PathOutcome)[keyof typeof PathOutcome];

export const PacketProtocol = {
  tcp: "tcp",
  udp: "udp",
  icmp: "icmp",
} as const;
export type PacketProtocol = (typeof PacketProtocol)[keyof typeof PacketProtocol];

/** What a request or packet passes, from the client on. */
export const Hop = {
  route53: "route53",
  cloudFront: "cloudFront",
  waf: "waf",
  s3: "s3",
  alb: "alb",
  nlb: "nlb",
  natGateway: "natGateway",
  transitGateway: "transitGateway",
  nodePort: "nodePort",
  istioGateway: "istioGateway",
  virtualService: "virtualService",
  service: "service",
  pod: "pod",
  database: "database",
  cache: "cache",
} as const;
export type Hop = (typeof Hop)[keyof typeof Hop];

/**
 * A declared promise: a request or packet arrives, or it does not. An end is named as flows name it (`internet`,
 * `apps.nodes`, a CIDR block), or is one of `service:<name>`, `database:<name>`, `cache:<name>`, `deployer` (who
 * deploys) and `clusterApi`.
 */
export interface DeclaredPathArgs {
  /** What it is good for, in reports. */
  description: string;
  /** Where it begins. */
  from: string;
  /**
   * Where it ends.
   *
   * @default wherever the request is answered
   */
  to?: string;
  /** An HTTP request. Give this or `packet`. */
  request?: PathRequestArgs;
  /** A packet, or all packets of the kind where it is to be blocked. */
  packet?: PathPacketArgs;
  /**
   * What the proof has to say.
   *
   * @default proven
   */
  expect?: PathOutcome;
  /**
   * Hops in their order; others may be between them.
   *
   * @default any
   */
  hops?: Hop[];
  /**
   * Branch that is walked where the path divides: a version of a service, an availability zone.
   *
   * @default each
   */
  branch?: string;
}

export interface PathRequestArgs {
  /**
   * Method.
   *
   * @default GET
   */
  method?: string;
  /**
   * Scheme, name and port: `http://bankapp.example.com`.
   *
   * @default https and the environment's domain, else the distribution's or load balancer's own name
   */
  origin?: string;
  /** Path and query: `/api/account/balance`. */
  path: string;
  /** Headers by name. */
  headers?: Record<string, string>;
  /**
   * Status of the answer: 301 where http is redirected.
   *
   * @default any that is no error
   */
  status?: number;
}

export interface PathPacketArgs {
  /** What it speaks. */
  protocol: PacketProtocol;
  /** Port of the accepting end, for `tcp` and `udp`. */
  port?: number;
}

/** Section `throughline:paths`: declared paths by name. */
export const pathsSchema = byName(
  z.strictObject({
    description: z.string(),
    from: z.string(),
    to: z.string().optional(),
    request: z
      .strictObject({
        method: z
          .string()
          .regex(/^[A-Z]+$/, "a method has capital letters: GET")
          .optional(),
        origin: z
          .string()
          .regex(/^https?:\/\/[^/\s]+$/, "an origin has a scheme and a name, and no path: https://bankapp.example.com")
          .optional(),
        path: urlPath,
        headers: z.record(z.string(), z.string()).optional(),
        status: z.int().min(100).max(599).optional(),
      })
      .optional(),
    packet: z.strictObject({ protocol: z.enum(PacketProtocol), port: port.optional() }).optional(),
    expect: z.enum(PathOutcome).optional(),
    hops: z.array(z.enum(Hop)).optional(),
    branch: z.string().optional(),
  }),
) satisfies z.ZodType<Record<string, DeclaredPathArgs>>;
