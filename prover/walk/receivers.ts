import type { InterfaceEnd } from "../ends";
import { endpointPolicy } from "./endpoint-policy";
import { block, type Ended, type Flow } from "./flow";
import { throughLoadBalancer } from "./load-balancer";
import { stop, type Walk } from "./walk";

/** What the owner of an interface does with a connection that reached it: most take it. */
export function receive(walk: Walk, flow: Flow, at: InterfaceEnd): Ended[] {
  const { evidence, id, kind } = at.interface;
  const taken: Ended = { flow, arrived: true, at };
  switch (kind) {
    case "loadBalancer":
      return throughLoadBalancer(walk, flow, at);
    case "vpcEndpoint": {
      const endpoint = walk.network.vpcEndpoints.get(id);
      return endpoint === undefined
        ? [stop(flow, { unknown: `VPC endpoint ${id} is in no source` })]
        : [{ ...taken, flow: endpointPolicy(flow, endpoint) }];
    }
    case "function": {
      const text = `${id} opens connections and takes none`;
      return [{ ...taken, flow: block(flow, { code: "takes-no-connections", evidence: [evidence], text }) }];
    }
    default:
      return [taken];
  }
}
