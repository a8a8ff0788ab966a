import { createHash } from "node:crypto";
import type { ProviderSettings } from "../provider-package";
import type { CreateContext, RuleContext } from "../resource-type";
import { dayAfter } from "../world/calendar";
import { byPlace, byProperty, inAccount, inRegion, propertyKey } from "../world/indexes";
import { recordKey } from "../world/record";
import type { WorldRecord } from "../world/record";
import type { World } from "../world/world";
import type { Table } from "./table";

/** The part of the world that one request may see. */
export function ruleContext(
  world: World,
  table: Table,
  { account, region }: ProviderSettings,
  self?: WorldRecord,
): RuleContext {
  const scope = (type: string, wanted = region) => (table.isGlobal(type) ? "*" : wanted);
  return {
    account,
    region,
    today: dayAfter(world.months),
    self,
    all: (type, wanted) => {
      const place = scope(type, wanted);
      return world.find(type, byPlace, place === "*" ? inAccount(account) : inRegion(account, place));
    },
    where: (type, path, value, wanted) =>
      world.find(type, byProperty(path), propertyKey(account, scope(type, wanted), value)),
    get: (type, id) => world.get(recordKey({ account, region, type, id: String(id), global: table.isGlobal(type) })),
  };
}

/** @param generation counts the resources that this URN has been */
export function createContext(
  rules: RuleContext,
  urn: string,
  generation: number,
  { defaultTags }: ProviderSettings,
): CreateContext {
  const seed = [rules.account, rules.region, urn, generation].join("|");
  return { ...rules, urn, defaultTags, hex: (length) => digest(seed, length) };
}

/** Hex digits that look random and are the same for the same seed. */
export const digest = (text: string, length: number): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);
