import { planNetwork } from "@throughline/components/network/network-plan";
import type { Account } from "../config/account";
import type { Finding } from "../config/finding";
import type { FlowsSection, NetworkSection } from "./schema";

/** What is wrong with the network of an environment: all of it, before anything is made. */
export function checkNetwork(sections: { account: Account; network: NetworkSection; flows: FlowsSection }): Finding[] {
  const { account, network, flows } = sections;
  const plan = planNetwork({ ...network, flows });
  return [...zonesElsewhere(account, network), ...plan.problems.map(({ path, reason }) => locate(path, reason))];
}

/** Flows are arguments of the network, and a section of their own. */
function locate(path: string, message: string): Finding {
  const inFlows = /^flows(.*)$/.exec(path)?.[1];
  return inFlows === undefined ? { section: "network", path, message } : { section: "flows", path: inFlows, message };
}

function zonesElsewhere({ region }: Account, { availabilityZones }: NetworkSection): Finding[] {
  return availabilityZones.flatMap((zone, index) =>
    zone.startsWith(region)
      ? []
      : [
          {
            section: "network",
            path: `availabilityZones[${index}]`,
            message: `"${zone}" is not in the account's region ${region}. Its zones are named ${region}a, ${region}b, …`,
          },
        ],
  );
}
