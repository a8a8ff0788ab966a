import type { Problem } from "../addresses";
import { gatewayServiceProblems, interfaceServiceProblems } from "../endpoint-services";
import type { PlannedVpc } from "../planned-vpc";

/** What is wrong with the endpoints of a VPC. */
export function endpointProblems({ path, args, endpointTier }: PlannedVpc): Problem[] {
  const services = args.interfaceEndpoints ?? [];
  const problems = [
    ...gatewayServiceProblems(args.gatewayEndpoints ?? [], `${path}.gatewayEndpoints`),
    ...interfaceServiceProblems(services, `${path}.interfaceEndpoints`),
  ];
  if (services.length > 0 && endpointTier === undefined) {
    problems.push({
      path: `${path}.interfaceEndpoints`,
      reason: "Interface endpoints stand in a private or isolated tier, and there is none. Add one.",
    });
  }
  return problems;
}
