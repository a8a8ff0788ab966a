/** Whether the cloud would accept what a request asks: a row's references, refusals, uniqueness and quotas. */
import type { CreateContext, Properties, Reference, Refusal, ResourceType, Rule, RuleContext } from "../resource-type";
import { isUnknown } from "../wire/values";
import { byQuota, byUniqueness, quotaKey, uniqueKey, valuesAt } from "../world/indexes";
import { recordKey } from "../world/record";
import type { WorldRecord } from "../world/record";
import type { World } from "../world/world";
import { nameOf } from "./names";
import { Refused } from "./refused";
import { entries } from "./table";
import type { Table } from "./table";

export interface Admission {
  readonly world: World;
  readonly row: ResourceType;
  readonly inputs: Properties;
  readonly context: CreateContext;
  /** What exists already, when the request is an update. */
  readonly self?: WorldRecord;
}

/** Throws {@link Refused} with the first answer that is no. */
export function admit(admission: Admission): void {
  refuse(missingReference(admission));
  refuse(firstOf(entries(admission.row.refusals), admission.inputs, admission.context));
  refuse(takenKey(admission));
  refuse(exceededQuota(admission));
}

/** Throws {@link Refused} when a resource cannot be deleted. */
export function admitDelete(world: World, table: Table, self: WorldRecord, context: RuleContext): void {
  refuse(firstOf(table.resourceType(self.type).inUse ?? [], self.inputs, context));
  const family = [self, ...(self.companions ?? []).flatMap((key) => world.get(key) ?? [])];
  for (const record of family) {
    refuse(dependent(table, record, new Set(family.map(recordKey)), context));
  }
}

function missingReference({ row, inputs, context, self }: Admission): Refusal | undefined {
  for (const reference of entries(row.references)) {
    const known = new Set(self ? valuesAt(self.inputs, reference.path) : []);
    for (const value of valuesAt(inputs, reference.path)) {
      if (!known.has(value) && namesSomething(value, reference) && !exists(value, reference, row, context)) {
        return { code: reference.missing, message: `The ${titleOf(reference)} '${String(value)}' does not exist` };
      }
    }
  }
  return undefined;
}

const namesSomething = (value: unknown, { except }: Reference): boolean =>
  value !== "" && !isUnknown(value) && !except?.test(String(value));

const exists = (value: unknown, reference: Reference, row: ResourceType, context: RuleContext): boolean =>
  reference.to.some(
    (type) => context.where(type, reference.by ?? "id", value, row.global ? "*" : undefined).length > 0,
  );

const titleOf = ({ to: [type = ""] }: Reference): string => nameOf(type).toLowerCase();

function takenKey({ world, row, inputs, context, self }: Admission): Refusal | undefined {
  const place = { ...context, global: row.global };
  for (const [position, uniqueness] of entries(row.unique).entries()) {
    const key = uniqueness.key(inputs);
    const holders =
      key === undefined
        ? []
        : world.find(row.type, byUniqueness(uniqueness, position), uniqueKey(uniqueness, place, key));
    if (holders.some((holder) => holder !== self)) {
      return { code: uniqueness.code, message: uniqueness.message(inputs) };
    }
  }
  return undefined;
}

function exceededQuota({ world, row, inputs, context, self }: Admission): Refusal | undefined {
  const place = { ...context, global: row.global };
  for (const [position, quota] of entries(row.quotas).entries()) {
    const key = quotaKey(quota, place, inputs);
    const counted = self !== undefined && quotaKey(quota, self, self.inputs) === key;
    const used =
      quota.used?.(inputs, context) ?? world.count(row.type, byQuota(quota, position), key) + (counted ? 0 : 1);
    if (used > quota.limit) {
      return { code: quota.code, message: `${quota.name}: the limit is ${quota.limit}, this would be number ${used}` };
    }
  }
  return undefined;
}

/** What still refers to a resource in a way that keeps it from being deleted. */
function dependent(
  table: Table,
  record: WorldRecord,
  family: ReadonlySet<string>,
  context: RuleContext,
): Refusal | undefined {
  for (const { type, reference } of table.referrersTo(record.type)) {
    const value = record.outputs[reference.by ?? "id"];
    if (reference.inUse === undefined || value === undefined) {
      continue;
    }
    const region = table.isGlobal(record.type) ? "*" : undefined;
    const users = context.where(type.type, reference.path, value, region) as readonly WorldRecord[];
    const user = users.find((candidate) => !family.has(recordKey(candidate)));
    if (user) {
      const message = `${record.id} has a dependent object: ${nameOf(user.type)} ${user.id}`;
      return { code: reference.inUse, message, retried: true };
    }
  }
  return undefined;
}

function firstOf(rules: readonly Rule[], inputs: Properties, context: RuleContext): Refusal | undefined {
  for (const rule of rules) {
    const refusal = rule(inputs, context);
    if (refusal) {
      return refusal;
    }
  }
  return undefined;
}

function refuse(refusal: Refusal | undefined): void {
  if (refusal) {
    throw new Refused(refusal);
  }
}
