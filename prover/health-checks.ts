import { isUnknown, type LoadBalancer, type Network, type TargetGroup, type Value } from "@throughline/graph/model";
import { endsOf } from "./ends";
import type { HealthCheckOf } from "./walk/flow";
import { healthCheck } from "./walk/health-checks";
import { candidates, use } from "./walk/targets";
import { type Wiring, wiringOf } from "./walk/wiring";

/**
 * The health checks of a load balancer as questions: from each of its nodes to each target that the node would use.
 * What is not known of one of them stands in its place.
 *
 * @param id of a load balancer; of any other there are none.
 */
export function healthChecksOf(network: Network, id: string): Value<HealthCheckOf>[] {
  const balancer = network.loadBalancers.get(id);
  const own = network.interfaces.get(id);
  if (balancer === undefined || own === undefined) return [];
  const wiring = wiringOf(network);
  return groupsOf(network, balancer).flatMap((group) =>
    isUnknown(group)
      ? [group]
      : endsOf(network, own).flatMap((node) =>
          isUnknown(node) ? [node] : checksFrom(network, wiring, balancer, node, group),
        ),
  );
}

function groupsOf({ targetGroups }: Network, { listeners }: LoadBalancer): Value<TargetGroup>[] {
  const actions = listeners.flatMap(({ rules }) => rules.map(({ action }) => action));
  const arns = actions.flatMap((action): Value<string>[] =>
    isUnknown(action)
      ? [action]
      : action.kind === "forward"
        ? action.targetGroups.filter(({ weight }) => weight > 0).map(({ arn }) => arn)
        : [],
  );
  return [...new Set(arns)].map((arn) =>
    isUnknown(arn) ? arn : (targetGroups.get(arn) ?? { unknown: `target group ${arn} is in no source` }),
  );
}

function checksFrom(
  network: Network,
  wiring: Wiring,
  balancer: LoadBalancer,
  end: Parameters<typeof healthCheck>[0],
  group: TargetGroup,
): Value<HealthCheckOf>[] {
  const { kind } = balancer;
  if (isUnknown(kind)) return [kind];
  if (kind === "gateway") return [{ unknown: `Gateway Load Balancer ${balancer.id} is not modelled` }];
  return candidates({ network, wiring }, group).flatMap((candidate): Value<HealthCheckOf>[] => {
    if (isUnknown(candidate)) return [candidate];
    const used = use({ network }, { balancer, kind, end }, group, candidate);
    if (isUnknown(used)) return [used];
    const question = used === "used" ? healthCheck(end, group, candidate) : undefined;
    if (question === undefined) return [];
    return [isUnknown(question) ? question : { target: candidate.target, question }];
  });
}
