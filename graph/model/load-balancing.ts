import type { Addresses } from "../packets";
import type { Evidence, Value } from "./value";

/** Its addresses and groups are those of the network interface with the same id. */
export interface LoadBalancer {
  readonly evidence: Evidence;
  /** ARN. */
  readonly id: string;
  readonly kind: Value<"application" | "network" | "gateway">;
  readonly internal: Value<boolean>;
  /** Of a network load balancer; those of applications always are. */
  readonly crossZone: Value<boolean>;
  readonly listeners: readonly Listener[];
}

export interface Listener {
  readonly evidence: Evidence;
  readonly protocol: Value<"HTTP" | "HTTPS" | "TCP" | "TLS" | "UDP" | "TCP_UDP">;
  readonly port: Value<number>;
  /** In the order in which they are asked; the default is the last, without conditions. */
  readonly rules: readonly ListenerRule[];
}

export interface ListenerRule {
  readonly evidence: Evidence;
  readonly priority: Value<number | "default">;
  readonly conditions: Value<readonly RuleCondition[]>;
  readonly action: Value<ListenerAction>;
}

/** All conditions of a rule must hold; of a condition one value. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
export type RuleCondition =
  | { readonly kind: "host" | "path" | "method"; readonly values: readonly string[] }
  | { readonly kind: "header"; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: "query"; readonly values: readonly { readonly key?: string; readonly value: string }[] }
  | { readonly kind: "source"; readonly addresses: readonly Addresses[] };

export type ListenerAction =
  | { readonly kind: "forward"; readonly targetGroups: readonly { readonly arn: string; readonly weight: number }[] }
  | { readonly kind: "redirect"; readonly protocol?: string; readonly port?: string; readonly statusCode: string }
  | { readonly kind: "fixedResponse"; readonly statusCode: string };

export interface TargetGroup {
  readonly evidence: Evidence;
  /** ARN. */
  readonly id: string;
  readonly targetType: Value<"instance" | "ip" | "lambda" | "alb">;
  readonly protocol: Value<string | undefined>;
  readonly port: Value<number | undefined>;
  readonly vpcId: Value<string | undefined>;
  /** Whether targets see the client's address instead of the load balancer's. */
  readonly preserveClientAddress: Value<boolean>;
  /** Undefined leaves it to the load balancer. */
  readonly crossZone?: Value<boolean | undefined>;
  readonly healthCheck: Value<HealthCheck | undefined>;
  readonly targets: readonly Target[];
}

export interface HealthCheck {
  readonly protocol: string;
  /** Undefined is the port of the traffic. */
  readonly port: number | undefined;
  readonly path: string | undefined;
}

export interface Target {
  readonly evidence: Evidence;
  /** Id of an instance or of a group of nodes, an address, or the ARN of a load balancer or function. */
  readonly id: Value<string>;
  /** @default the port of the target group */
  readonly port: Value<number | undefined>;
  /** `all` for an address outside the load balancer's VPC. */
  readonly availabilityZone: Value<string | undefined>;
}
