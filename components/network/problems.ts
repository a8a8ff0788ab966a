import * as pulumi from "@pulumi/pulumi";

import type { Problem } from "./addresses";

/**
 * Ends the construction of a component with everything that is wrong with its arguments.
 *
 * The message carries all of it, and no stack: a program's own error handler prints either the stack or the message.
 *
 * @throws {pulumi.InputPropertiesError} when there is a problem
 */
export function refuse(component: pulumi.ComponentResource, name: string, problems: Problem[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  const lines = problems.map(({ path, reason }) => `  ${path}: ${reason}`);
  const error = new pulumi.InputPropertiesError({
    message: [`${component.constructor.name} "${name}" has ${count}:`, ...lines].join("\n"),
    errors: problems.map(({ path, reason }) => ({ propertyPath: path, reason })),
  });
  error.stack = undefined;
  throw error;
}
