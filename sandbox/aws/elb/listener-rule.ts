import { none } from "../../resource-type";
import type { CreateContext, Properties, ResourceType, Rule, RuleContext, WorldResource } from "../../resource-type";
import { standard } from "../standard";
import { given, number, record, records, texts } from "../values";
import { ACTION_TYPES, forwardReferences, refuseActions } from "./actions";
import { allWhere, APPLICATION_QUOTAS, byArn, LISTENER, LISTENER_RULE, LOAD_BALANCER } from "./types";

const CONDITIONS = ["hostHeader", "httpHeader", "httpRequestMethod", "pathPattern", "queryStrings", "sourceIp"];
const VALUES_PER_RULE = 5;

const siblings = ({ listenerArn }: Properties, context: RuleContext): readonly WorldResource[] =>
  allWhere(LISTENER_RULE, "listenerArn", listenerArn, context).filter(({ id }) => id !== context.self?.id);

const loadBalancerOf = ({ listenerArn }: Properties, context: RuleContext): WorldResource | undefined =>
  byArn(LOAD_BALANCER, byArn(LISTENER, listenerArn, context)?.outputs.loadBalancerArn, context);

const onApplicationLoadBalancers: Rule = (inputs, context) =>
  loadBalancerOf(inputs, context)?.outputs.loadBalancerType === "application"
    ? undefined
    : { code: "ValidationError", message: "Rules are supported on listeners of application load balancers only" };

const freePriority: Rule = (inputs, context) =>
  siblings(inputs, context).some(({ outputs }) => outputs.priority === inputs.priority)
    ? { code: "PriorityInUse", message: `Priority '${String(inputs.priority)}' is currently in use` }
    : undefined;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const conditions: Rule = (inputs) => {
  const all = records(inputs.conditions);
  if (all.length === 0 || all.some((condition) => given(condition, CONDITIONS).length !== 1)) {
    return { code: "ValidationError", message: `A condition must have exactly one of ${CONDITIONS.join(", ")}` };
  }
  const values = all.flatMap((condition) => [
    ...CONDITIONS.flatMap((name) => texts(record(condition[name]).values)),
    ...CONDITIONS.flatMap((name) => texts(record(condition[name]).regexValues)),
    ...records(condition.queryStrings).map(({ value }) => String(value)),
  ]);
  if (values.length > VALUES_PER_RULE) {
    return {
      code: "ValidationError",
      message: `A rule can only have '${VALUES_PER_RULE}' condition values (it has ${values.length})`,
    };
  }
  const long = values.find((value) => value.length > 128);
  return long
    ? { code: "ValidationError", message: `Condition value '${long}' cannot be longer than '128' characters` }
    : undefined;
};

const actions: Rule = (inputs, context) => {
  const loadBalancer = loadBalancerOf(inputs, context);
  const protocol = String(byArn(LISTENER, inputs.listenerArn, context)?.outputs.protocol);
  return loadBalancer && refuseActions({ actions: inputs.actions, protocol, loadBalancer }, context);
};

/** Behind all that there are. */
const nextPriority = (inputs: Properties, context: CreateContext): number =>
  1 + Math.max(0, ...siblings(inputs, context).map(({ outputs }) => number(outputs.priority) ?? 0));

export const listenerRule = (type: string): ResourceType => ({
  type,
  documentation: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
  required: ["actions", "conditions", "listenerArn"],
  defaults: {},
  id: (inputs, context) => ruleArn(inputs, context),
  computed: (inputs, context, old) => ({
    ...standard(inputs, context),
    arn: ruleArn(inputs, context),
    priority: inputs.priority ?? old?.priority ?? nextPriority(inputs, context),
    actions: records(inputs.actions).map((action, index) => ({ order: index + 1, ...action })),
  }),
  references: [
    { path: "listenerArn", to: LISTENER, by: "arn", missing: "ListenerNotFound" },
    ...forwardReferences("actions"),
  ],
  unique: none("one rule per priority over both names of the type is said by a refusal"),
  replaceOn: ["region", "listenerArn"],
  formats: [
    {
      property: "priority",
      pattern: /^([1-9]\d{0,3}|[1-4]\d{4}|50000)$/,
      code: "ValidationError",
      allowed: "1 to 50000",
    },
    {
      property: "actions[].type",
      pattern: new RegExp(`^(${ACTION_TYPES.join("|")})$`),
      code: "ValidationError",
      allowed: ACTION_TYPES.join(", "),
    },
  ],
  refusals: [onApplicationLoadBalancers, freePriority, conditions, actions],
  quotas: [
    {
      name: "Rules per Application Load Balancer (not counting default rules)",
      limit: 100,
      used: (inputs, context) => {
        const loadBalancer = byArn(LISTENER, inputs.listenerArn, context)?.outputs.loadBalancerArn;
        return (
          1 +
          allWhere(LISTENER, "loadBalancerArn", loadBalancer, context).flatMap(({ id }) =>
            siblings({ listenerArn: id }, context),
          ).length
        );
      },
      code: "TooManyRules",
      documentation: `${APPLICATION_QUOTAS} (L-ED15C9B7)`,
    },
  ],
});

const ruleArn = ({ listenerArn }: Properties, context: CreateContext): string =>
  context.self?.id ?? `${String(listenerArn).replace(":listener/", ":listener-rule/")}/${context.hex(16)}`;
