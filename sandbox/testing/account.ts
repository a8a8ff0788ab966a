/** An AWS account in memory: the rows of the aws package and the engine room's lifecycle, without engine or wire. */
import { awsDataSources, awsTypes } from "../aws";
import { aMonthLater } from "../drift/month";
import type { MonthReport } from "../drift/month";
import type { ProviderSettings } from "../provider-package";
import type { Properties } from "../resource-type";
import { Assumptions } from "../server/assumptions";
import { check } from "../server/check";
import { ruleContext } from "../server/context";
import { Lifecycle } from "../server/lifecycle";
import { replacements } from "../server/diff";
import { Table } from "../server/table";
import { Traffic } from "../server/traffic";
import { edit } from "../world/drift";
import type { WorldRecord } from "../world/record";
import { World } from "../world/world";

export class Account {
  private readonly world = new World();
  private readonly table = new Table();
  private readonly lifecycle: Lifecycle;
  private count = 0;

  constructor(private readonly settings: ProviderSettings = { account: "123456789012", region: "us-east-1" }) {
    this.table.load({ name: "aws", load: () => ({ resourceTypes: awsTypes, dataSources: awsDataSources }) });
    this.lifecycle = new Lifecycle(this.world, this.table, new Traffic(0), new Assumptions());
  }

  /** Creates a resource; rejects with the provider's or the service's refusal. */
  async make(type: string, inputs: Properties = {}): Promise<WorldRecord> {
    const name = `resource-${(this.count += 1)}`;
    return this.lifecycle.create(this.target(type, name, inputs), {
      plain: this.checked(type, name, inputs),
      secrets: [],
    });
  }

  async update(record: WorldRecord, changes: Properties): Promise<WorldRecord> {
    const inputs = this.checked(record.type, record.urn, { ...record.inputs, ...changes });
    return this.lifecycle.update(this.target(record.type, record.urn), record.id, { plain: inputs, secrets: [] });
  }

  async remove(record: WorldRecord): Promise<void> {
    await this.lifecycle.delete(this.target(record.type, record.urn), record.id);
  }

  /** Changes a resource behind its program's back. */
  drift(record: WorldRecord, properties: Properties): void {
    edit(this.world, record.type, record.id, properties);
  }

  /** What there is of a resource, also of one that another one brought along. */
  find(type: string, id: unknown): WorldRecord | undefined {
    return this.lifecycle.find(this.target(type, ""), String(id));
  }

  /** Puts something into the world that no rule was asked about. */
  put(type: string, id: string, outputs: Properties): void {
    const record = { ...this.settings, type, id, urn: id, inputs: outputs, outputs: { ...outputs, id } };
    this.world.commit({ put: [record] });
  }

  monthLater(): MonthReport {
    return aMonthLater({ world: this.world, table: this.table, lifecycle: this.lifecycle });
  }

  all(): readonly WorldRecord[] {
    return this.world.all();
  }

  ask(token: string, args: Properties = {}): Properties {
    return this.table.dataSource(token).answer(args, ruleContext(this.world, this.table, this.settings)) as Properties;
  }

  /** Inputs whose change would replace the resource. */
  replacing(record: WorldRecord, changes: Properties): readonly string[] {
    const names = replacements(this.table.resourceType(record.type), record.inputs, { ...record.inputs, ...changes });
    return Object.keys(changes).filter((name) => names.includes(name));
  }

  private target(type: string, name: string, { region }: Properties = {}) {
    const settings = typeof region === "string" ? { ...this.settings, region } : this.settings;
    return { type, urn: name, settings };
  }

  private checked(type: string, logicalName: string, inputs: Properties): Properties {
    const { inputs: complete, failures } = check(
      this.table.resourceType(type),
      inputs,
      {},
      { logicalName, digits: "0123456" },
    );
    if (failures.length > 0) {
      throw new Error(failures.map(({ reason }) => reason).join("; "));
    }
    return complete;
  }
}

/** The code of the refusal that a promise ends with: `accepted`, `check failed` without a code, or the code. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "accepted";
  } catch (error) {
    const { message } = error as Error;
    const [, code] = /api error ([\w.]+):/.exec(message) ?? /\(([\w.]+)\)$/.exec(message) ?? [];
    return code ?? message;
  }
}
