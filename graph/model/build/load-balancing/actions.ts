import { isMap, type Resource, type StateMap } from "../../../read";
import type { ListenerAction } from "../../load-balancing";
import { isUnknown, type Value } from "../../value";
import { all, entry, evidenceOf, maps, nameOf, notKnown, number, only, property, required, text } from "../properties";

type Read = (name: string) => ReturnType<typeof property>;

/** How each type of action that ends a request is read. */
const endings: Readonly<Record<string, (resource: Resource, action: StateMap, part: string) => Value<ListenerAction>>> =
  { forward, redirect, "fixed-response": fixedResponse };

/** What becomes of a request. Actions that ask for a sign-in come before the one that decides. */
export function actionOf(resource: Resource, name: string): Value<ListenerAction> {
  const actions = all(maps(resource, property(resource, name), name));
  if (isUnknown(actions)) return actions;
  const types = actions.map((action, index) => text(entry(resource, action, "type", `${name}[${index}]`)));
  const hidden = types.find((type) => isUnknown(type));
  if (isUnknown(hidden)) return hidden;
  const names = types.filter((type) => typeof type === "string");
  const signIn = names.find((type) => !Object.hasOwn(endings, type));
  if (signIn !== undefined) {
    return {
      unknown: `"${signIn}" of ${nameOf(resource)} decides before the request goes on, and is not modelled`,
      evidence: evidenceOf(resource, name),
    };
  }
  const index = types.findIndex((type) => typeof type === "string");
  const [action, type] = [actions[index], types[index]];
  return action === undefined || typeof type !== "string"
    ? required<ListenerAction>(resource, name, undefined)
    : (endings[type]?.(resource, action, `${name}[${index}]`) ?? notKnown(resource, name));
}

/** To one group, or to several by weight. */
function forward(resource: Resource, action: StateMap, part: string): Value<ListenerAction> {
  const single = text(entry(resource, action, "targetGroupArn", part));
  if (isUnknown(single)) return single;
  if (single !== undefined) return { kind: "forward", targetGroups: [{ arn: single, weight: 1 }] };
  const nested = only(entry(resource, action, "forward", part));
  if (isUnknown(nested)) return nested;
  const groups = all(
    (isMap(nested) ? maps(resource, entry(resource, nested, "targetGroups", part), part) : []).map((group) =>
      isUnknown(group) ? group : targetGroup(resource, group, part),
    ),
  );
  if (isUnknown(groups)) return groups;
  return groups.length === 0
    ? required<ListenerAction>(resource, `the target group of ${part}`, undefined)
    : { kind: "forward", targetGroups: groups };
}

function targetGroup(
  resource: Resource,
  group: StateMap,
  part: string,
): Value<{ readonly arn: string; readonly weight: number }> {
  const arn = required(resource, `the target group of ${part}`, text(entry(resource, group, "arn", part)));
  const weight = number(entry(resource, group, "weight", part)) ?? 1;
  if (isUnknown(arn)) return arn;
  return isUnknown(weight) ? weight : { arn, weight };
}

function redirect(resource: Resource, action: StateMap, part: string): Value<ListenerAction> {
  return nestedAction(resource, action, "redirect", part, (read) => {
    const [protocol, port, statusCode] = [text(read("protocol")), text(read("port")), text(read("statusCode"))];
    if (isUnknown(protocol)) return protocol;
    if (isUnknown(port)) return port;
    return isUnknown(statusCode)
      ? statusCode
      : {
          kind: "redirect",
          statusCode: statusCode ?? "HTTP_301",
          ...(protocol !== undefined && { protocol }),
          ...(port !== undefined && { port }),
        };
  });
}

function fixedResponse(resource: Resource, action: StateMap, part: string): Value<ListenerAction> {
  return nestedAction(resource, action, "fixedResponse", part, (read) => {
    const statusCode = text(read("statusCode"));
    return isUnknown(statusCode) ? statusCode : { kind: "fixedResponse", statusCode: statusCode ?? "200" };
  });
}

function nestedAction(
  resource: Resource,
  action: StateMap,
  name: string,
  part: string,
  read: (read: Read) => Value<ListenerAction>,
): Value<ListenerAction> {
  const nested = only(entry(resource, action, name, part));
  if (isUnknown(nested)) return nested;
  return isMap(nested)
    ? read((key) => entry(resource, nested, key, `${part}.${name}`))
    : required<ListenerAction>(resource, `${part}.${name}`, undefined);
}
