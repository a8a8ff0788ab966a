import { expect } from "chai";
import { recordingTerminal } from "../testing/recording-terminal";
import { showProgress } from "./progress";

const escape = "\u001b";

describe("progress", () => {
  it("is a line for each event where nobody looks at a terminal", () => {
    const terminal = recordingTerminal();
    const progress = showProgress(terminal, ["network", "apps"]);
    progress.show({ name: "network", state: "running", resources: 0 });
    progress.show({ name: "network", state: "running", resources: 7 });
    progress.say("Stopping.");
    progress.show({ name: "network", state: "failed", resources: 9 });
    progress.show({ name: "apps", state: "skipped", resources: 0 });
    progress.end();
    expect(terminal.written.error.replace(/[\d.]+ s/, "1.0 s")).to.equal(
      "network: started\nStopping.\nnetwork: failed after 1.0 s, 9 resources\napps: skipped\n",
    );
  });

  it("is lines that change on a terminal, and leaves none of them", () => {
    const terminal = recordingTerminal({ live: true });
    const progress = showProgress(terminal, ["network", "apps"]);
    progress.show({ name: "network", state: "running", resources: 7 });
    progress.say("Stopping.");
    progress.show({ name: "network", state: "succeeded", resources: 9 });
    progress.end();
    expect(screen(terminal.written.error)).to.deep.equal(["Stopping.", ""]);
    expect(terminal.written.error)
      .to.match(/⠋ network {2}7 resources/)
      .and.contain("· apps");
  });
});

describe("progress that is paused for a question", () => {
  for (const live of [true, false]) {
    it(`begins anew after the answer ${live ? "on a terminal" : "elsewhere"}`, async () => {
      const terminal = recordingTerminal({ live });
      const progress = showProgress(terminal, ["network"]);
      progress.show({ name: "network", state: "succeeded", resources: 7 });
      await progress.paused(() => {
        progress.say("Stopping.");
        terminal.error("Deploy? y\n");
        return Promise.resolve();
      });
      progress.show({ name: "network", state: "running", resources: 0 });
      progress.end();
      const shown = screen(terminal.written.error);
      expect(shown.slice(-3)).to.deep.equal(
        live ? ["Stopping.", "Deploy? y", ""] : ["Deploy? y", "network: started", ""],
      );
    });
  }
});

/** What a terminal shows in the end: it knows how to go up a line and to erase one. */
function screen(text: string): string[] {
  const lines = [""];
  let row = 0;
  for (const part of text.split(new RegExp(`(\\n|${escape}\\[1A|${escape}\\[2K)`))) {
    if (part === "\n") {
      row++;
      lines[row] ??= "";
    } else if (part === `${escape}[1A`) {
      row--;
    } else if (part === `${escape}[2K`) {
      lines[row] = "";
    } else {
      lines[row] = `${lines[row] ?? ""}${part}`;
    }
  }
  return lines.slice(0, row + 1);
}
