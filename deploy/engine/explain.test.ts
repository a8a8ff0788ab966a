import { expect } from "chai";
import { explain } from "./explain";
import type { Stack } from "./stack";

const stack: Stack = { name: "dev", directory: "/project/stacks/compute", root: "/project", environment: {} };

describe("what the engine says, for a person who has to mend it:", () => {
  it("a provider that the sandbox does not have", () => {
    const said = "no resource plugin 'pulumi-resource-cloudflare' found in the workspace at version v6.1.0\n";
    const inside = { ...stack, environment: { PULUMI_DEBUG_PROVIDERS: "aws:5901" } };
    expect(explain(said, inside)).to.match(
      /^The sandbox has no provider "cloudflare" \(.*cloudflare 6\.1\.0\)\. Nothing/,
    );
    expect(explain(said, stack)).to.match(/^no resource plugin 'pulumi-resource-cloudflare'/);
  });

  it("a backend that nobody is logged in to", () => {
    const said = "PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions";
    expect(explain(said, stack)).to.match(/^Pulumi is not logged in .*`pulumi login <url>`.*--sandbox\.$/);
  });

  it("a lock of a backend of files: whose it is, and how it is taken away", () => {
    const said =
      "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock " +
      "file with `pulumi cancel`.\n  s3://state/.pulumi/locks/a.json: created by me@host (pid 7) at 2026-11-20T12:00:00Z";
    expect(explain(said, stack)).to.equal(
      "The stack is locked: another run is working on it, or one was killed and left its lock.\n" +
        "  s3://state/.pulumi/locks/a.json: created by me@host (pid 7) at 2026-11-20T12:00:00Z\n" +
        "Wait for its end. If it is gone, take the lock away with `pulumi -C stacks/compute cancel -s dev --yes`, and " +
        "see what it left with `pulumi -C stacks/compute refresh -s dev`.",
    );
  });

  it("an update that Pulumi Cloud refuses because of another", () => {
    const said = "[409] Conflict: Another update is currently in progress.\nTo learn more, visit …";
    expect(explain(said, stack)).to.match(/^The stack is locked: .*\nWait.*`pulumi -C stacks\/compute cancel -s dev/);
  });

  it("operations that an earlier run left unfinished", () => {
    const said =
      "Attempting to deploy or update resources with 1 pending operations from previous deployment.\n" +
      "  * urn:pulumi:dev::p::t::n, interrupted while creating\nThese resources are in an unknown state because";
    expect(explain(said, { ...stack, directory: "/project" })).to.equal(
      "An earlier run was interrupted at 1 operations, and nobody knows what became of them:\n" +
        "  * urn:pulumi:dev::p::t::n, interrupted while creating\n" +
        "Look in the cloud what is there. `pulumi -C . refresh -s dev` then settles them; of creations it asks for " +
        "each, or with --clear-pending-creates forgets all of which nothing was made.",
    );
  });

  it("everything else as it is", () => {
    expect(explain("InvalidSubnet.Range", stack)).to.equal("InvalidSubnet.Range");
  });
});
