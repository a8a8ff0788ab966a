import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

import { TargetProtocol } from "../compute/node-targets";
import { refuse } from "../network/problems";
import { nameTag, type Tags } from "../network/tags";
import { type LoadBalancerTargetsArgs, targetGroup, targetProblems, type Targets } from "./load-balancer-targets";

export interface ApplicationLoadBalancerArgs {
  /** VPC of the load balancer. */
  vpcId: pulumi.Input<string>;
  /** Subnets in two availability zones or more: public ones if the internet reaches it. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Security groups. */
  securityGroupIds: pulumi.Input<string>[];
  /** Whether only its own network reaches it. */
  internal: boolean;
  /**
   * Certificate of its HTTPS listener.
   *
   * @default none: it listens on port 80 in plain text, and on no other
   */
  certificateArn?: pulumi.Input<string>;
  /**
   * Whether requests on port 80 are sent to HTTPS; without a certificate there is no such port.
   *
   * @default false
   */
  redirectHttp?: boolean;
  /** Who receives. */
  targets: LoadBalancerTargetsArgs;
  /**
   * What is spoken to them: `http` or `https`.
   *
   * @default http
   */
  protocol?: TargetProtocol;
  /**
   * Path patterns with a rule of their own, for the same targets.
   *
   * @default none
   */
  paths?: string[];
  /**
   * A header without which a request is refused.
   *
   * @default none
   */
  requiredHeader?: RequiredHeaderArgs;
  /**
   * Seconds without a byte after which a connection is closed, 1 to 4000.
   *
   * @default 60
   */
  idleTimeout?: number;
  /**
   * Whether deletion is refused.
   *
   * @default false
   */
  deletionProtection?: boolean;
  /**
   * Name of the bucket in which requests are logged; see `LogBucket`.
   *
   * @default none
   */
  accessLogsBucket?: pulumi.Input<string>;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

export interface RequiredHeaderArgs {
  /** Name of the header. */
  name: string;
  /** Values of which one is required: up to three, as a condition of a rule has five with its path. */
  values: pulumi.Input<string>[];
}

/** TLS 1.2 and 1.3: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/**
 * An application load balancer that ends TLS and sends everything to one group of targets. A certificate makes it
 * HTTPS only. It drops headers whose names are not valid, and refuses what could smuggle a request.
 *
 * Without a certificate it speaks HTTP: fit for a CloudFront VPC origin, whose way to it is AWS's own, and for nothing on
 * the internet.
 *
 * **Cost** (us-east-1, https://aws.amazon.com/elasticloadbalancing/pricing/): 0.0225 USD × 730 h = 16.43 USD a month and
 * 0.008 USD per capacity unit and hour; on the internet 3.65 USD a month for each zone's address.
 */
export class ApplicationLoadBalancer extends pulumi.ComponentResource {
  /** ARN of the load balancer, known once it listens by all its rules. */
  public readonly loadBalancerArn: pulumi.Output<string>;
  /** Its dimension in CloudWatch: `app/dev-alb/0123456789abcdef`. */
  public readonly arnSuffix: pulumi.Output<string>;
  /** Name that AWS gives. */
  public readonly dnsName: pulumi.Output<string>;
  /** Hosted zone of that name. */
  public readonly zoneId: pulumi.Output<string>;
  /** Dimension of its target group in CloudWatch; absent if the group was given. */
  public readonly targetGroupArnSuffix?: pulumi.Output<string>;
  /** TCP port at which it receives. */
  public readonly port: number;

  public constructor(name: string, args: ApplicationLoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("throughline:index:ApplicationLoadBalancer", name, args, opts);
    refuse(this, name, loadBalancerProblems(args));
    const { vpcId, internal, targets, protocol = TargetProtocol.http, tags } = args;
    // A target group has one load balancer: who becomes public is made anew, and so is its group.
    const groupName = internal ? name : `${name}-public`;
    const group = targetGroup({ parent: this, name: groupName, vpcId, protocol, targets, tags });
    const loadBalancer = createLoadBalancer(this, name, args);
    const listening = createListener(this, name, args, loadBalancer, group);
    if (args.redirectHttp === true && args.certificateArn !== undefined) {
      createRedirect(this, name, loadBalancer, tags);
    }

    this.loadBalancerArn = pulumi.all([loadBalancer.arn, pulumi.all(listening)]).apply(([arn]) => arn);
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.targetGroupArnSuffix = group.arnSuffix;
    this.port = portOf(args);
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      zoneId: this.zoneId,
      targetGroupArnSuffix: this.targetGroupArnSuffix,
      port: this.port,
    });
  }
}

function portOf({ certificateArn }: ApplicationLoadBalancerArgs): number {
  return certificateArn === undefined ? 80 : 443;
}

function createLoadBalancer(
  parent: pulumi.Resource,
  name: string,
  args: ApplicationLoadBalancerArgs,
): aws.lb.LoadBalancer {
  return new aws.lb.LoadBalancer(
    name,
    {
      loadBalancerType: "application",
      internal: args.internal,
      subnets: args.subnetIds,
      securityGroups: args.securityGroupIds,
      idleTimeout: args.idleTimeout ?? 60,
      enableDeletionProtection: args.deletionProtection ?? false,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      ...(args.accessLogsBucket !== undefined && { accessLogs: { bucket: args.accessLogsBucket, enabled: true } }),
      tags: nameTag(name, args.tags),
    },
    // A target group that is given cannot have the next one before the last is gone.
    { parent, deleteBeforeReplace: args.targets.targetGroupArn !== undefined },
  );
}

/** Returns the ids of the listener and its rules. */
function createListener(
  parent: pulumi.Resource,
  name: string,
  args: ApplicationLoadBalancerArgs,
  loadBalancer: aws.lb.LoadBalancer,
  { targetGroupArn }: Targets,
): pulumi.Output<string>[] {
  const { certificateArn, requiredHeader, paths = [], tags } = args;
  const forward = { type: "forward", targetGroupArn };
  const listenerName = `${name}-${portOf(args)}`;
  const listener = new aws.lb.Listener(
    listenerName,
    {
      loadBalancerArn: loadBalancer.arn,
      port: portOf(args),
      ...(certificateArn === undefined
        ? { protocol: "HTTP" }
        : { protocol: "HTTPS", certificateArn, sslPolicy: tlsPolicy }),
      defaultActions: [requiredHeader === undefined ? forward : forbidden],
      tags: nameTag(listenerName, tags),
    },
    { parent },
  );
  const header = requiredHeader && {
    httpHeader: { httpHeaderName: requiredHeader.name, values: requiredHeader.values },
  };
  const rules = [
    ...paths.map((path) => ({ key: ruleKey(path), conditions: [{ pathPattern: { values: [path] } }] })),
    ...(header ? [{ key: "rest", conditions: [] }] : []),
  ];
  const made = rules.map(({ key, conditions }, index) => {
    const ruleName = `${name}-${key}`;
    return new aws.lb.ListenerRule(
      ruleName,
      {
        listenerArn: listener.arn,
        priority: key === "rest" ? lastPriority : index + 1,
        conditions: [...conditions, ...(header ? [header] : [])],
        actions: [forward],
        tags: nameTag(ruleName, tags),
      },
      { parent },
    );
  });
  return [listener, ...made].map(({ id }) => id);
}

const lastPriority = 50_000;

const forbidden = {
  type: "fixed-response",
  fixedResponse: { statusCode: "403", contentType: "text/plain", messageBody: "Forbidden" },
};

/** `/api/*` as a part of a resource's name: `path-api`. */
function ruleKey(path: string): string {
  return ["path", ...path.split(/[^\w]+/).filter((part) => part !== "")].join("-");
}

function createRedirect(parent: pulumi.Resource, name: string, loadBalancer: aws.lb.LoadBalancer, tags?: Tags): void {
  const listenerName = `${name}-80`;
  new aws.lb.Listener(
    listenerName,
    {
      loadBalancerArn: loadBalancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [{ type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } }],
      tags: nameTag(listenerName, tags),
    },
    { parent },
  );
}

function loadBalancerProblems({ targets, protocol, requiredHeader, paths = [] }: ApplicationLoadBalancerArgs) {
  const keys = paths.map(ruleKey);
  const twins = paths.filter((path, index) => keys.indexOf(ruleKey(path)) !== index);
  return [
    ...targetProblems(targets, "targets"),
    ...(protocol === TargetProtocol.tcp
      ? [{ path: "protocol", reason: '"tcp" is what network load balancers speak. Allowed: http, https.' }]
      : []),
    ...(requiredHeader !== undefined && (requiredHeader.values.length === 0 || requiredHeader.values.length > 3)
      ? [{ path: "requiredHeader.values", reason: `There are ${requiredHeader.values.length}. Give one to three.` }]
      : []),
    ...twins.map((path) => ({
      path: "paths",
      reason: `"${path}" has the letters of another path, and both would have one name. Remove one.`,
    })),
  ];
}
