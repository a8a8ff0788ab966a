import type { DiagnosticEvent } from "@pulumi/pulumi/automation";
import { readProgramError } from "./program-error";

/** What the engine, a provider or the program said, in words for a person. */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** The resource that it is about. */
  readonly urn?: string;
  /** Where the program threw: file, line and column relative to the project. */
  readonly where?: string;
}

const severities: Readonly<Record<string, Diagnostic["severity"]>> = {
  error: "error",
  warning: "warning",
  info: "info",
  "info#err": "info",
};

/** The event as a diagnostic; undefined for debugging output and for progress that replaces itself. */
export function readDiagnostic(event: DiagnosticEvent, root: string): Diagnostic | undefined {
  const severity = severities[event.severity];
  if (severity === undefined || event.ephemeral === true) {
    return undefined;
  }
  const { message, where } = readProgramError(event.message, root);
  return {
    severity,
    message,
    ...(event.urn && { urn: event.urn }),
    ...(where && { where }),
  };
}

/** Errors that a failed run ends with, each once, without those that only repeat that it failed. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const specific = diagnostics.filter((diagnostic) => !consequences.has(diagnostic.message));
  const seen = new Set<string>();
  return (specific.some(isError) ? specific : diagnostics).filter((diagnostic) => {
    const key = JSON.stringify([diagnostic.severity, diagnostic.urn, diagnostic.message]);
    return !seen.has(key) && seen.add(key);
  });
}

export function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === "error";
}

/** What follows from another error. */
const consequences = new Set(["update failed", "preview failed", "refresh failed", "destroy failed"]);
