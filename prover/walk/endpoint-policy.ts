import { isUnknown, type Value, type VpcEndpoint } from "@throughline/graph/model";
import { block, type Flow, undecide } from "./flow";

/** What an endpoint's policy says of all requests at once. */
export type PolicyEffect = "allowsAll" | "deniesAll" | "depends";

/**
 * Passes the policy of an endpoint. Packets do not show actions and resources: a policy that asks for them leaves the
 * answer open.
 */
export function endpointPolicy(flow: Flow, { evidence, id, policy }: VpcEndpoint): Flow {
  if (isUnknown(policy)) {
    return undecide(flow, policy);
  }
  const effect = policyEffect(policy);
  switch (effect) {
    case "allowsAll":
      return flow;
    case "deniesAll":
      return block(flow, { code: "endpoint-policy", evidence: [evidence], text: `the policy of ${id} allows nobody` });
    case "depends":
      return undecide(flow, { unknown: `the policy of ${id} asks who does what: ${policy ?? ""}`, evidence });
  }
}

interface Statement {
  readonly Effect?: string;
  readonly [element: string]: unknown;
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export function policyEffect(policy: Value<string | undefined>): PolicyEffect {
  if (policy === undefined) return "allowsAll";
  const statements = isUnknown(policy) ? undefined : statementsOf(policy);
  if (statements === undefined) return "depends";
  const allows = statements.filter(({ Effect }) => Effect === "Allow");
  const denies = statements.filter(({ Effect }) => Effect === "Deny");
  if (allows.length === 0 || denies.some(meansEverything)) return "deniesAll";
  return denies.length === 0 && allows.some(meansEverything) ? "allowsAll" : "depends";
}

function statementsOf(text: string): readonly Statement[] | undefined {
  try {
    const { Statement } = JSON.parse(text) as { Statement?: Statement | readonly Statement[] };
    const list = Statement === undefined ? [] : [Statement].flat();
    return list.every((each) => typeof each === "object" && ["Allow", "Deny"].includes(each.Effect ?? ""))
      ? list
      : undefined;
  } catch {
    return undefined;
  }
}

function meansEverything(statement: Statement): boolean {
  const elements = Object.keys(statement).filter((name) => name !== "Sid" && name !== "Effect");
  return (
    elements.length === 3 &&
    isStar(anyone(statement.Principal)) &&
    isStar(statement.Action) &&
    isStar(statement.Resource)
  );
}

function anyone(principal: unknown): unknown {
  return typeof principal === "object" && principal !== null && "AWS" in principal ? principal.AWS : principal;
}

function isStar(value: unknown): boolean {
  return value === "*" || (Array.isArray(value) && value.includes("*"));
}
