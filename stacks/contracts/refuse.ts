import * as pulumi from "@pulumi/pulumi";

/**
 * Ends the program with a message for the person who deploys it.
 *
 * The error has no stack. Pulumi shows none of a RunError but formats it nevertheless, and Node.js 20 needs many
 * seconds and gigabytes to format one that leads through an output of the SDK.
 */
export function refuse(message: string): never {
  const error = new pulumi.RunError(message);
  error.stack = undefined;
  throw error;
}
