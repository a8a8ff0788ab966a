import * as pulumi from "@pulumi/pulumi";

/**
 * Ends the program with a message for the person who deploys it.
 *
 * The error has no stack. Pulumi shows none of a RunError but formats it nevertheless, and Node.js 20 needs many
 * seconds and gigabytes to format one that leads through an output of the SDK. Its message stays as it is: the SDK
 * would write before it the property in which it met the error, once for each resource.
 */
export function refuse(message: string): never {
  const error = new pulumi.RunError(message);
  error.stack = undefined;
  Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
  throw error;
}
