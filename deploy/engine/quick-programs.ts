import { join } from "node:path";
import { cacheFolder } from "@throughline/tools/engine";

/** Environment of programs in a sandbox that lets them start sooner. */
export const quickPrograms: Readonly<Record<string, string>> = {
  NODE_COMPILE_CACHE: join(cacheFolder(), "compiled"),
  NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "lean-sdk.cjs"))}`,
};
