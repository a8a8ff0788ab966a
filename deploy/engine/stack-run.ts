import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";
import { type Change, readChange } from "./changes";
import { type Diagnostic, distinct, readDiagnostic } from "./diagnostics";

/** What one operation on one stack did, as far as its events tell. */
export interface StackRun {
  /**
   * Number of resources by the engine's operation: `create`, `same`, `update`, `replace`, … As everywhere here, the
   * engine's own (`pulumi:…`: the stack, its providers) do not count.
   */
  readonly operations: Readonly<Partial<Record<OpType, number>>>;
  /** What it changed, or would change, resource by resource. */
  readonly changes: readonly Change[];
  /** Number of resources in the stack by type token. */
  readonly resources: Readonly<Record<string, number>>;
  /** Outputs of the stack; `[secret]` stands for each secret, in a preview `[unknown]` for what only an update can tell. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** An operation that did not take place. */
export const emptyStackRun: StackRun = {
  operations: {},
  changes: [],
  resources: {},
  outputs: {},
  diagnostics: [],
};

/** Gathers the events of an operation. */
export class StackRunRecorder {
  private operations: Partial<Record<OpType, number>> = {};
  private readonly ownOperations = new Map<string, OpType>();
  private outputs: StackRun["outputs"] = {};
  private readonly done = new Set<string>();
  private readonly changes = new Map<string, Change>();
  private readonly typeOf = new Map<string, string>();
  private readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly root: string) {}

  /** Resources that the operation has dealt with so far. */
  get resourcesDone(): number {
    return this.done.size;
  }

  record(event: EngineEvent): void {
    if (event.resOutputsEvent !== undefined) {
      this.recordStep(event.resOutputsEvent.metadata);
    } else if (event.summaryEvent !== undefined) {
      this.operations = event.summaryEvent.resourceChanges;
    } else if (event.diagnosticEvent !== undefined) {
      const diagnostic = readDiagnostic(event.diagnosticEvent, this.root);
      if (diagnostic !== undefined) {
        this.diagnostics.push(diagnostic);
      }
    }
  }

  result(): StackRun {
    const resources: Record<string, number> = {};
    for (const type of [...this.typeOf.values()].sort()) {
      resources[type] = (resources[type] ?? 0) + 1;
    }
    return {
      operations: without(this.operations, [...this.ownOperations.values()]),
      changes: [...this.changes.values()],
      resources,
      outputs: this.outputs,
      diagnostics: distinct(this.diagnostics),
    };
  }

  private recordStep(step: StepEventMetadata): void {
    const { urn, type, op, new: state } = step;
    if (type === "pulumi:pulumi:Stack") {
      this.outputs = shown(state?.outputs ?? {}) as StackRun["outputs"];
    }
    if (type.startsWith("pulumi:")) {
      // A preview tells twice that the stack is created.
      this.ownOperations.set(`${op} ${urn}`, op);
      return;
    }
    this.done.add(urn);
    if (op === "delete") {
      this.typeOf.delete(urn);
    } else {
      this.typeOf.set(urn, type);
    }
    const change = readChange(step);
    if (change !== undefined) {
      // A component tells twice that it is created.
      this.changes.set(`${change.operation} ${urn}`, change);
    }
  }
}

function without(counts: StackRun["operations"], operations: readonly OpType[]): StackRun["operations"] {
  const rest = { ...counts };
  for (const operation of operations) {
    rest[operation] = (rest[operation] ?? 0) - 1;
  }
  return Object.fromEntries(Object.entries(rest).filter(([, count]) => count > 0));
}

/** Key of the engine's marks for special values, and the mark of a secret. */
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
/** The engine's stand-in for a value that is not known yet. */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The value with `[secret]` for each secret, inside of which the engine has left nothing, and `[unknown]`. */
function shown(value: unknown): unknown {
  if (value === unknownValue) {
    return "[unknown]";
  }
  if (Array.isArray(value)) {
    return value.map(shown);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ((value as Record<string, unknown>)[signature] === secretSignature) {
    return "[secret]";
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shown(child)]));
}
