import type { EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";
import { type Diagnostic, distinct, readDiagnostic } from "./diagnostics";

/** What one operation on one stack did, as far as its events tell. */
export interface StackRun {
  /**
   * Number of resources by the engine's operation: `create`, `same`, `update`, `replace`, … As everywhere here, the
   * engine's own (`pulumi:…`: the stack, its providers) do not count.
   */
  readonly operations: Readonly<Partial<Record<OpType, number>>>;
  /** Number of resources in the stack by type token. */
  readonly resources: Readonly<Record<string, number>>;
  /** Outputs of the stack; `[secret]` stands for each secret. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** An operation that did not take place. */
export const emptyStackRun: StackRun = { operations: {}, resources: {}, outputs: {}, diagnostics: [] };

/** Gathers the events of an operation. */
export class StackRunRecorder {
  private operations: Partial<Record<OpType, number>> = {};
  private readonly ownOperations: OpType[] = [];
  private outputs: StackRun["outputs"] = {};
  private readonly typeOf = new Map<string, string>();
  private readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly root: string) {}

  /** Resources that the operation has dealt with so far. */
  get resourcesDone(): number {
    return this.typeOf.size;
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
      operations: without(this.operations, this.ownOperations),
      resources,
      outputs: this.outputs,
      diagnostics: distinct(this.diagnostics),
    };
  }

  private recordStep({ urn, type, op, new: state }: StepEventMetadata): void {
    if (type === "pulumi:pulumi:Stack") {
      this.outputs = redacted(state?.outputs ?? {}) as StackRun["outputs"];
    }
    if (type.startsWith("pulumi:")) {
      this.ownOperations.push(op);
    } else if (op === "delete") {
      this.typeOf.delete(urn);
    } else {
      this.typeOf.set(urn, type);
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

/** The value with `[secret]` for each secret. The engine has already left out what is inside. */
function redacted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(redacted);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if ((value as Record<string, unknown>)[signature] === secretSignature) {
    return "[secret]";
  }
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, redacted(child)]));
}
