/** What listeners and rules do with a request. */
import type { Reference, Refusal, RuleContext, WorldResource } from "../../resource-type";
import { given, record, records, text } from "../values";
import { allWhere, byArn, LISTENER, LISTENER_RULE, TARGET_GROUP } from "./types";

/** Target groups that an input's actions forward to; they stay as long as they are named. */
export const forwardReferences = (input: string): readonly Reference[] =>
  [`${input}[].targetGroupArn`, `${input}[].forward.targetGroups[].arn`].map((path) => ({
    path,
    to: TARGET_GROUP,
    by: "arn",
    missing: "TargetGroupNotFound",
    inUse: "ResourceInUse",
  }));

const targetGroupsOf = (actions: unknown): readonly string[] =>
  records(actions).flatMap(({ targetGroupArn, forward }) => [
    ...(text(targetGroupArn) ? [String(targetGroupArn)] : []),
    ...records(record(forward).targetGroups).flatMap(({ arn }) => text(arn) ?? []),
  ]);

/** Inputs that an action of a type needs one of. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  forward: ["targetGroupArn", "forward"],
  redirect: ["redirect"],
  "fixed-response": ["fixedResponse"],
  "authenticate-cognito": ["authenticateCognito"],
  "authenticate-oidc": ["authenticateOidc"],
  "jwt-validation": ["jwtValidation"],
};
export const ACTION_TYPES = Object.keys(NEEDED);

/** Protocols of target groups that a listener's protocol can be forwarded to. */
const COMPATIBLE: Readonly<Record<string, readonly string[]>> = {
  HTTP: ["HTTP", "HTTPS"],
  HTTPS: ["HTTP", "HTTPS"],
  TCP: ["TCP", "TCP_UDP", "TCP_QUIC"],
  TLS: ["TLS", "TCP"],
  UDP: ["UDP", "TCP_UDP"],
  TCP_UDP: ["TCP_UDP"],
  QUIC: ["QUIC", "TCP_QUIC"],
  TCP_QUIC: ["TCP_QUIC"],
};

export interface ActionsOf {
  readonly actions: unknown;
  readonly protocol: string;
  readonly loadBalancer: WorldResource;
}

/** The first thing that is wrong with the actions of a listener or rule. */
export function refuseActions(
  { actions, protocol, loadBalancer }: ActionsOf,
  context: RuleContext,
): Refusal | undefined {
  for (const action of records(actions)) {
    const needed = NEEDED[String(action.type)] ?? [];
    if (given(action, needed).length === 0) {
      return {
        code: "InvalidLoadBalancerAction",
        message: `An action of type '${String(action.type)}' needs ${needed.join(" or ")}`,
      };
    }
    if (loadBalancer.outputs.loadBalancerType !== "application" && action.type !== "forward") {
      return {
        code: "InvalidLoadBalancerAction",
        message: `Listeners of a ${String(loadBalancer.outputs.loadBalancerType)} load balancer only forward: '${String(action.type)}' is not supported`,
      };
    }
  }
  return targetGroupsOf(actions)
    .map((arn) => byArn(TARGET_GROUP, arn, context))
    .filter((group) => group !== undefined)
    .map((group) => refuseTargetGroup(group, protocol, loadBalancer, context))
    .find((refusal) => refusal !== undefined);
}

function refuseTargetGroup(
  { id, outputs }: WorldResource,
  protocol: string,
  loadBalancer: WorldResource,
  context: RuleContext,
): Refusal | undefined {
  const { targetType, vpcId } = outputs;
  if (targetType !== "lambda" && vpcId !== loadBalancer.outputs.vpcId) {
    return {
      code: "InvalidConfigurationRequest",
      message: `The target group ${id} is in ${String(vpcId)}, the load balancer in ${String(loadBalancer.outputs.vpcId)}: they must be in the same VPC`,
    };
  }
  if (targetType !== "lambda" && !COMPATIBLE[protocol]?.includes(String(outputs.protocol))) {
    return {
      code: "IncompatibleProtocols",
      message: `The protocol of the target group ${id} (${String(outputs.protocol)}) is not compatible with the listener's (${protocol})`,
    };
  }
  const other = loadBalancersOf(id, context).find((arn) => arn !== loadBalancer.id);
  return other
    ? {
        code: "TargetGroupAssociationLimit",
        message: `The following target groups cannot be associated with more than one load balancer: ${id} (${other} has it)`,
      }
    : undefined;
}

/** Load balancers whose listeners or rules forward to a target group. */
function loadBalancersOf(targetGroupArn: string, context: RuleContext): readonly string[] {
  const users = (types: readonly string[], input: string): readonly WorldResource[] =>
    forwardReferences(input).flatMap(({ path }) => allWhere(types, path, targetGroupArn, context));
  const listeners = [
    ...users(LISTENER, "defaultActions"),
    ...users(LISTENER_RULE, "actions").flatMap(({ outputs }) => byArn(LISTENER, outputs.listenerArn, context) ?? []),
  ];
  return listeners.map(({ outputs }) => String(outputs.loadBalancerArn));
}
