import type { InterfaceKind } from "@throughline/graph/model";

/** A network as a test writes it down: blocks as text, traffic as `tcp 443`, things by their ids. */
export interface Plan {
  readonly vpcs: Readonly<
    Record<
      string,
      {
        readonly cidr: string;
        readonly ipv6?: string;
        readonly internetGateway?: string;
        readonly egressOnlyGateway?: string;
        readonly region?: string;
      }
    >
  >;
  readonly subnets: Readonly<
    Record<
      string,
      {
        readonly vpc: string;
        readonly cidr: string;
        readonly ipv6?: string;
        readonly zone?: string;
        readonly table?: string;
        readonly acl?: string;
      }
    >
  >;
  /** Routes by destination, a block or a prefix list: `0.0.0.0/0: natGateway nat`. The local routes are added. */
  readonly tables?: Readonly<
    Record<string, { readonly vpc: string; readonly routes: Readonly<Record<string, string>> }>
  >;
  /** Entries in order: `allow tcp 443 10.0.0.0/8`. `open` allows everything and is the default. */
  readonly acls?: Readonly<Record<string, { readonly ingress: readonly string[]; readonly egress: readonly string[] }>>;
  /** Rules, naming blocks, groups and prefix lists: `tcp 443 10.0.0.0/8`, `all sg-1`. */
  readonly groups?: Readonly<
    Record<string, { readonly vpc: string; readonly ingress?: readonly string[]; readonly egress?: readonly string[] }>
  >;
  readonly interfaces?: Readonly<
    Record<
      string,
      {
        readonly subnet: string;
        readonly address: string;
        readonly ipv6?: string;
        readonly groups: readonly string[];
        readonly publicAddress?: string;
        readonly kind?: InterfaceKind;
        readonly sourceDestinationCheck?: boolean;
      }
    >
  >;
  readonly prefixLists?: Readonly<Record<string, readonly string[]>>;
  /** Of an interface endpoint the interface with the same id. */
  readonly endpoints?: Readonly<
    Record<string, { readonly kind: "gateway" | "interface"; readonly vpc: string; readonly policy?: string }>
  >;
  readonly loadBalancers?: Readonly<Record<string, LoadBalancerPlan>>;
  readonly targetGroups?: Readonly<Record<string, TargetGroupPlan>>;
  readonly natGateways?: Readonly<
    Record<string, { readonly subnet: string; readonly address: string; readonly publicAddress?: string }>
  >;
  /** Route tables of a transit gateway, by destination the attachment, or `blackhole`; several are propagated ones. */
  readonly transitGateways?: Readonly<
    Record<
      string,
      {
        readonly attachments: Readonly<
          Record<
            string,
            {
              readonly vpc: string;
              readonly subnets: readonly string[];
              readonly table?: string;
              readonly applianceMode?: boolean;
            }
          >
        >;
        /** To another transit gateway, by the attachment. */
        readonly peerings?: Readonly<
          Record<
            string,
            { readonly peer: string; readonly table?: string; readonly peerTable?: string; readonly active?: boolean }
          >
        >;
        readonly tables: Readonly<Record<string, Readonly<Record<string, string>>>>;
        readonly securityGroupReferencing?: boolean;
      }
    >
  >;
  readonly peerings?: Readonly<
    Record<string, { readonly between: readonly [string, string]; readonly active?: boolean }>
  >;
  /** Types by what they act on. */
  readonly unmodelled?: Readonly<Record<string, string>>;
}

export interface LoadBalancerPlan {
  readonly kind: "application" | "network";
  readonly crossZone?: boolean;
  readonly groups?: readonly string[];
  readonly nodes: readonly { readonly subnet: string; readonly address: string; readonly publicAddress?: string }[];
  /** By `TCP 443` its rules in order: `path /api, source 10.0.0.0/8 -> forward web api:0`, `fixedResponse 404`. */
  readonly listeners: Readonly<Record<string, readonly string[]>>;
}

export interface TargetGroupPlan {
  readonly type?: "instance" | "ip" | "alb" | "lambda";
  readonly protocol?: string;
  readonly port?: number;
  readonly vpc: string;
  readonly preserve?: boolean;
  readonly healthPort?: number | "traffic";
  /** `node`, `10.0.0.7@all`. */
  readonly targets: readonly string[];
}
