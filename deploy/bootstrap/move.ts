import { rmSync } from "node:fs";
import { join } from "node:path";
import { exportStack, initStack, type Stack } from "../engine/stack";
import { Failure } from "../errors";
import type { Take } from "./bootstrap";
import type { BootstrapPlace, BootstrappedAccount } from "./place";
import { stackCommand, stackOn, stackState } from "./stack";

/**
 * Moves the account's state from here to where it stays. The local one is left untouched: it counts until the other is
 * complete, which the backend brings about in one step.
 *
 * @throws Failure with what the engine says, or if something else arrived than was sent.
 */
export async function move(place: BootstrapPlace, account: BootstrappedAccount, take: Take): Promise<void> {
  const { local, lasting } = place;
  const from = stackOn(place, account, local);
  const to = stackOn(place, account, lasting);
  const file = join(local.folder, "state.json");
  const { secretsProvider } = lasting;
  if (secretsProvider !== undefined) {
    // With the key as their keeper, secrets need no passphrase on the way.
    await take("encrypt", () => stackCommand(from, "change-secrets-provider", secretsProvider));
  }
  try {
    await take("export", () => stackCommand(from, "export", "--file", file));
    if ((await stackState(to)) === "absent") {
      await take("prepare", () => initStack(to, { secretsProvider }));
    }
    await take("import", () => stackCommand(to, "import", "--file", file));
  } finally {
    rmSync(file, { force: true });
  }
  await take("verify", () => verify(place, from, to));
}

async function verify({ local, lasting }: BootstrapPlace, from: Stack, to: Stack): Promise<void> {
  const [sent, arrived] = await Promise.all([from, to].map(identities));
  if (sent !== arrived) {
    throw new Failure(
      "engine",
      `What is in ${lasting.title} now is not the state that was in ${local.title}, which is kept. Somebody else may be ` +
        "working on it: look with `pulumi stack export`, and run this again.",
    );
  }
}

async function identities(stack: Stack): Promise<string> {
  const { resources } = await exportStack(stack);
  return JSON.stringify(resources.map(({ urn, id }) => [urn, id]));
}
