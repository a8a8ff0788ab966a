/** Writes `report.schema.json`: `npx tsx prover/report/generate.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportSchema } from "./schema";

writeFileSync(join(__dirname, "report.schema.json"), `${JSON.stringify(reportSchema(), undefined, 2)}\n`);
