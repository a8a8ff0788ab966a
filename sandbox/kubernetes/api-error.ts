import { resourceOf, apiVersionOf } from "./kinds";
import type { Kind } from "./kinds";

/** What the API server answers when it refuses: the text is its own. */
export class ApiError extends Error {
  constructor(
    readonly reason: "AlreadyExists" | "BadRequest" | "Conflict" | "Forbidden" | "Invalid" | "NoMatch" | "NotFound",
    message: string,
  ) {
    super(message);
  }

  /** Another request may end it: the provider repeats the call for a while. */
  get retried(): boolean {
    return this.reason === "NotFound" || this.reason === "NoMatch";
  }
}

/** What is wrong with one field of an object. */
export interface FieldError {
  /** `spec.ports[0].nodePort`. */
  readonly field: string;
  readonly problem: string;
}

export const notFound = (resource: string, name: string): ApiError =>
  new ApiError("NotFound", `${resource} "${name}" not found`);

export const alreadyExists = (kind: Kind, name: string): ApiError =>
  new ApiError("AlreadyExists", `${resourceOf(kind)} "${name}" already exists`);

export const noMatch = (apiVersion: string, kind: string): ApiError =>
  new ApiError("NoMatch", `no matches for kind "${kind}" in version "${apiVersion}"`);

export const forbidden = (kind: Kind, name: string, why: string): ApiError =>
  new ApiError("Forbidden", `${resourceOf(kind)} "${name}" is forbidden: ${why}`);

export const strictDecoding = (kind: Kind, errors: readonly string[]): ApiError =>
  new ApiError(
    "BadRequest",
    `${kind.kind} in version "${kind.version}" cannot be handled as a ${kind.kind}: strict decoding error: ` +
      errors.join(", "),
  );

export function invalid(kind: Kind, name: string, errors: readonly FieldError[]): ApiError {
  const qualified = kind.group === "" ? kind.kind : `${kind.kind}.${kind.group}`;
  const causes = errors.map(({ field, problem }) => `${field}: ${problem}`);
  return new ApiError(
    "Invalid",
    `${qualified} "${name}" is invalid: ${causes.length === 1 ? causes.join("") : `[${causes.join(", ")}]`}`,
  );
}

/** Fields that others own: what server-side apply answers. */
export const applyConflict = (kind: Kind, manager: string, fields: readonly string[]): ApiError => {
  const count = fields.length === 1 ? "1 conflict" : `${fields.length} conflicts`;
  return new ApiError(
    "Conflict",
    `Apply failed with ${count}: conflicts with "${manager}" using ${apiVersionOf(kind)}:\n` +
      fields.map((field) => `- .${field}`).join("\n"),
  );
};
