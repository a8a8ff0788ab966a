import { relative } from "node:path";
import type { Stack } from "./stack";

/** A sentence of the engine that says less than a person needs to know. */
interface Explanation {
  readonly pattern: RegExp;
  readonly say: (match: RegExpExecArray, stack: Stack) => string;
}

const explanations: readonly Explanation[] = [
  {
    pattern: /^no resource plugin 'pulumi-resource-([^']+)' found in the workspace(?: at version v?(\S+))?/,
    say: ([engines, provider = "", version], { environment }) =>
      environment.PULUMI_DEBUG_PROVIDERS
        ? `The sandbox has no provider "${provider}" (the program asks for ${[provider, version].filter(Boolean).join(" ")}). ` +
          "Nothing was downloaded or started in its place: a real provider would reach a real cloud."
        : engines,
  },
  {
    pattern: /^PULUMI_ACCESS_TOKEN must be set for login/,
    say: () =>
      "Pulumi is not logged in to a backend. Log in (`pulumi login <url>`), or set PULUMI_BACKEND_URL or " +
      "PULUMI_ACCESS_TOKEN. The project's sandbox needs none: --sandbox.",
  },
  {
    // A backend of files or objects.
    pattern: /^the stack is currently locked by [^]*?(\n[^]*)$/,
    say: ([, locks = ""], stack) => locked(stack, locks),
  },
  {
    // Pulumi Cloud.
    pattern: /^\[409\] Conflict: Another update is currently in progress[^]*$/,
    say: (_, stack) => locked(stack, ""),
  },
  {
    pattern: /^Attempting to deploy or update resources with (\d+) pending operations[^\n]*\n((?: {2}\* .*\n)*)[^]*$/,
    say: ([, count = "", list = ""], stack) =>
      `An earlier run was interrupted at ${count} operations, and nobody knows what became of them:\n${list}` +
      `Look in the cloud what is there. \`${pulumi(stack, "refresh")}\` then settles them; of creations it asks for ` +
      "each, or with --clear-pending-creates forgets all of which nothing was made.",
  },
];

/** What the engine says, in words for a person who has to mend it. */
export function explain(message: string, stack: Stack): string {
  for (const { pattern, say } of explanations) {
    const match = pattern.exec(message);
    if (match !== null) {
      return say(match, stack);
    }
  }
  return message;
}

function locked(stack: Stack, locks: string): string {
  return (
    `The stack is locked: another run is working on it, or one was killed and left its lock.${locks}\n` +
    `Wait for its end. If it is gone, take the lock away with \`${pulumi(stack, "cancel")} --yes\`, and see what it left ` +
    `with \`${pulumi(stack, "refresh")}\`.`
  );
}

/** The command for a person in the project's root. */
function pulumi({ name, directory, root }: Stack, command: string): string {
  return `pulumi -C ${relative(root, directory) || "."} ${command} -s ${name}`;
}
