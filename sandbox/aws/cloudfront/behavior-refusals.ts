/** What CloudFront refuses of behaviours. */
import type { Properties, Refusal, Rule, RuleContext } from "../../resource-type";
import { given, records, text, texts } from "../values";
import { behaviorsOf, READ_METHODS, WRITE_METHODS } from "./behaviors";
import { FUNCTION, invalid } from "./types";

type BehaviorRule = (behavior: Properties, context: RuleContext) => Refusal | undefined;

const distinctPatterns: Rule = ({ orderedCacheBehaviors }) => {
  const patterns = records(orderedCacheBehaviors).map(({ pathPattern }) => String(pathPattern).replace(/^\//, ""));
  const twice = patterns.find((pattern, index) => patterns.indexOf(pattern) < index);
  return twice === undefined ? undefined : invalid(`The parameter PathPattern contains a duplicate: /${twice}.`);
};

const cachedHow: BehaviorRule = (behavior) => {
  const count = given(behavior, ["cachePolicyId", "forwardedValues"]).length;
  if (count === 2) {
    return invalid(
      "The parameter ForwardedValues cannot be used when a cache policy is associated to the cache behavior.",
    );
  }
  if (count === 0) {
    return invalid("The parameter ForwardedValues is required.");
  }
  return text(behavior.originRequestPolicyId) !== undefined && text(behavior.cachePolicyId) === undefined
    ? invalid("The parameter OriginRequestPolicyId needs a cache policy.")
    : undefined;
};

const METHODS = [READ_METHODS, [...READ_METHODS, "OPTIONS"], [...READ_METHODS, "OPTIONS", ...WRITE_METHODS]].map(
  (methods) => [...methods].sort().join(),
);

const methods: BehaviorRule = ({ allowedMethods, cachedMethods }) => {
  if (!METHODS.includes([...texts(allowedMethods)].sort().join())) {
    return invalid(
      `The parameter AllowedMethods is not one of the three sets that there are: ${texts(allowedMethods).join(", ")}.`,
    );
  }
  return METHODS.slice(0, 2).includes([...texts(cachedMethods)].sort().join())
    ? undefined
    : invalid(`The parameter CachedMethods must be GET and HEAD, and may have OPTIONS.`);
};

const EVENTS = ["viewer-request", "viewer-response"];

/** A function runs once per event, and in its live stage. */
const functions: BehaviorRule = ({ functionAssociations }, { where }) => {
  const all = records(functionAssociations);
  const events = all.map(({ eventType }) => String(eventType));
  const problem = (message: string): Refusal => ({ code: "InvalidFunctionAssociation", message });
  if (events.some((event) => !EVENTS.includes(event)) || new Set(events).size < events.length) {
    return problem(`A behavior has one function for each of ${EVENTS.join(" and ")}, not ${events.join(", ")}.`);
  }
  const unpublished = all.find(({ functionArn }) => where(FUNCTION, "arn", functionArn)[0]?.outputs.publish === false);
  return unpublished && problem(`The function ${String(unpublished.functionArn)} is not published.`);
};

const eachBehavior =
  (rule: BehaviorRule): Rule =>
  (inputs, context) =>
    behaviorsOf(inputs)
      .map((behavior) => rule(behavior, context))
      .find((refusal) => refusal !== undefined);

export const behaviorRefusals: readonly Rule[] = [
  distinctPatterns,
  ...[cachedHow, methods, functions].map(eachBehavior),
];
