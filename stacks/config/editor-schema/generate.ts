import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { editorSchema, editorSchemaFile } from "./editor-schema";

/** Writes the schema that editors use. */
async function generate(): Promise<void> {
  const file = join(__dirname, "../../..", editorSchemaFile);
  const options = await resolveConfig(file);
  writeFileSync(file, await format(JSON.stringify(editorSchema().schema), { ...options, filepath: file }));
}

void generate();
