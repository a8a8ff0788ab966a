import type { ProviderSettings } from "../provider-package";
import type { Companion, CreateContext, Properties, ResourceType } from "../resource-type";
import { redact, secretsIn, union } from "../wire/secrets";
import type { Values } from "../wire/values";
import { edited } from "../world/drift";
import { recordKey } from "../world/record";
import type { WorldRecord } from "../world/record";
import type { World } from "../world/world";
import { admit, admitDelete } from "./admission";
import type { Assumptions } from "./assumptions";
import { createContext, ruleContext } from "./context";
import { Refused } from "./refused";
import type { Table } from "./table";
import type { Traffic } from "./traffic";

/** The resource that a request is about. */
export interface Target {
  readonly type: string;
  readonly urn: string;
  readonly settings: ProviderSettings;
}

const noValues: Values = { plain: {}, secrets: [] };

/** What the cloud does with resources: the same for every type, by the type's row. */
export class Lifecycle {
  constructor(
    private readonly world: World,
    private readonly table: Table,
    private readonly traffic: Traffic,
    private readonly assumptions: Assumptions,
  ) {}

  async create({ type, urn, settings }: Target, inputs: Values): Promise<WorldRecord> {
    const row = this.table.resourceType(type);
    const record = await this.persist(`creating ${this.table.titleOf(type)}`, inputs, () => {
      const generation = this.world.generation(urn) + 1;
      const rules = ruleContext(this.world, this.table, settings);
      const context = createContext(rules, urn, generation, settings);
      admit({ world: this.world, row, inputs: inputs.plain, context });
      const created = this.compose(row, inputs, context, row.id(inputs.plain, context));
      if (row.stateOnly) {
        this.world.commit({ births: { [urn]: generation } });
        return created;
      }
      if (!row.overwrites && this.world.get(recordKey(created))) {
        throw new Refused({ code: "AlreadyExists", message: `${created.id} already exists` });
      }
      this.commit(row, created, context, { births: { [urn]: generation } });
      return created;
    });
    this.assumptions.count(row, record);
    return record;
  }

  async update({ type, urn, settings }: Target, id: string, inputs: Values): Promise<WorldRecord> {
    const row = this.table.resourceType(type);
    return this.persist(`updating ${this.table.titleOf(type)} (${id})`, inputs, () => {
      const self = this.find({ type, urn, settings }, id);
      if (!self) {
        throw new Refused({ code: this.missingCode(type), message: `${id} does not exist` });
      }
      const context = this.contextOf(self, settings);
      admit({ world: this.world, row, inputs: inputs.plain, context, self });
      const updated = this.compose(row, inputs, context, self.id, self);
      this.commit(row, updated, context);
      return updated;
    });
  }

  async delete({ type, urn, settings }: Target, id: string): Promise<void> {
    await this.persist(`deleting ${this.table.titleOf(type)} (${id})`, noValues, () => {
      const self = this.find({ type, urn, settings }, id);
      if (self) {
        const context = this.contextOf(self, settings);
        admitDelete(this.world, this.table, self, context);
        const gone = this.table.goneWith(self, this.world).map(recordKey);
        const left = this.table.resourceType(type).leaves?.(self, context) ?? [];
        this.world.commit({
          remove: [recordKey(self), ...(self.companions ?? []), ...gone],
          put: left.map((companion) => this.companionOf(self, companion)),
        });
        this.traffic.changed();
      }
    });
  }

  /** Changes a resource as other hands would: no rule is asked. What it brought along follows. */
  amend(record: WorldRecord, properties: Properties): void {
    const { account, region } = record;
    const row = this.table.resourceType(record.type);
    this.commit(row, edited(record, properties), this.contextOf(record, { account, region }));
  }

  find({ type, settings: { account, region } }: Target, id: string): WorldRecord | undefined {
    return this.world.get(recordKey({ account, region, type, id, global: this.table.isGlobal(type) }));
  }

  /** What a resource would be with these inputs, without making it. */
  compose(
    row: ResourceType,
    { plain, secrets }: Values,
    context: CreateContext,
    id: string,
    old?: WorldRecord,
  ): WorldRecord {
    const outputs = { ...plain, ...row.computed(plain, context, old?.outputs), id };
    return {
      type: row.type,
      id,
      urn: old?.urn ?? context.urn,
      account: context.account,
      region: context.region,
      global: row.global,
      inputs: plain,
      outputs,
      secrets: union(
        secretsIn(outputs, plain, secrets),
        (row.secretOutputs ?? []).map((property) => [property]),
      ),
    };
  }

  contextOf(self: WorldRecord, settings: ProviderSettings): CreateContext {
    const rules = ruleContext(this.world, this.table, { ...settings, region: self.region }, self);
    return createContext(rules, self.urn, this.world.generation(self.urn), settings);
  }

  private commit(
    row: ResourceType,
    record: WorldRecord,
    context: CreateContext,
    change: { readonly births?: Readonly<Record<string, number>> } = {},
  ): void {
    const companions = (row.brings?.(record.outputs, context) ?? []).map((companion) => ({
      ...this.companionOf(record, companion),
      owner: record.id,
    }));
    const keys = companions.map(recordKey);
    const gone = (this.world.get(recordKey(record))?.companions ?? []).filter((key) => !keys.includes(key));
    this.world.commit({ ...change, remove: gone, put: [{ ...record, companions: keys }, ...companions] });
    this.traffic.changed();
  }

  /** What exists because of a resource, or did. */
  private companionOf(record: WorldRecord, companion: Companion): WorldRecord {
    return {
      ...companion,
      urn: record.urn,
      account: record.account,
      region: record.region,
      global: this.table.isGlobal(companion.type),
      inputs: {},
      secrets: secretsIn(companion.outputs, record.outputs, record.secrets ?? []),
    };
  }

  /** Repeats what the service refuses for now until it accepts, or nothing is under way that could change its mind. */
  private async persist<T>(doing: string, inputs: Values, attempt: () => T): Promise<T> {
    for (;;) {
      try {
        return attempt();
      } catch (error) {
        if (!(error instanceof Refused)) {
          throw error;
        }
        if (!error.refusal.retried || !(await this.traffic.nextChange())) {
          throw new Error(redact(`${doing}: ${error.message}`, inputs), { cause: error });
        }
      }
    }
  }

  /** The service's code for a resource of this type that does not exist. */
  private missingCode(type: string): string {
    return this.table.referrersTo(type)[0]?.reference.missing ?? "NotFound";
  }
}
