import type { Answer, Question } from "./ask";
import { block, type Flow, type HealthCheckOf, undecide } from "./walk/flow";

/**
 * Stops what goes to a target whose health check does not get there: a load balancer sends it nothing as long as
 * another one is healthy. Each check is asked once.
 */
export function byHealth(ask: (check: Question) => Answer): (flow: Flow) => Flow {
  const answers = new Map<HealthCheckOf, Answer>();
  const answerTo = (check: HealthCheckOf): Answer => {
    const answer = answers.get(check) ?? ask(check.question);
    answers.set(check, answer);
    return answer;
  };
  return (flow) => flow.healthChecks.reduce((each, check) => judge(each, check, answerTo(check)), flow);
}

function judge(flow: Flow, { target: { evidence } }: HealthCheckOf, { verdict, blockers, unknowns }: Answer): Flow {
  if (verdict === "proven") return flow;
  if (verdict === "undecided") return unknowns.reduce((each, unknown) => undecide(each, unknown), flow);
  const causes = blockers.map((blocker) => `${blocker.code} (${blocker.text})`).join(", ");
  return block(flow, { code: "target-unhealthy", evidence: [evidence], text: `its health checks fail by ${causes}` });
}
