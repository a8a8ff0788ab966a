/** Keeps the shapes of all contracts as released: `npx tsx stacks/contracts/released/record.ts`, before a release. */
import { writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { contracts } from "..";
import { breaks, shapeOf } from "./compatibility";
import { fileOf, readReleased } from "./files";

async function record(): Promise<void> {
  for (const contract of Object.values(contracts)) {
    const shape = shapeOf(contract);
    const released = readReleased(contract);
    const problems = released === undefined ? [] : breaks(released, shape);
    if (problems.length > 0) {
      process.exitCode = 1;
      console.error(`Readers of version ${contract.version} of ${contract.layer} would break: raise its version.`);
      problems.forEach((problem) => {
        console.error(`  ${problem}`);
      });
    } else {
      const file = fileOf(contract);
      const options = await resolveConfig(file);
      writeFileSync(file, await format(JSON.stringify(shape), { ...options, parser: "json" }));
    }
  }
}

void record();
