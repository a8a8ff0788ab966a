import { appsMistakes } from "./apps";
import { computeMistakes } from "./compute";
import { dataMistakes } from "./data";
import { edgeMistakes } from "./edge";
import { existingMistakes } from "./existing";
import { fileMistakes } from "./file";
import { formMistakes } from "./form";
import { meshMistakes } from "./mesh";
import { namesMistakes } from "./names";
import { networkMistakes } from "./network";
import { promisesMistakes } from "./promises";
import { quotasMistakes } from "./quotas";
import { versionsMistakes } from "./versions";
import type { Mistake } from "./mistake";

/** Every kind of mistake that the check of an environment finds. */
export const mistakes: readonly Mistake[] = [
  ...formMistakes,
  ...networkMistakes,
  ...quotasMistakes,
  ...computeMistakes,
  ...dataMistakes,
  ...meshMistakes,
  ...appsMistakes,
  ...edgeMistakes,
  ...namesMistakes,
  ...versionsMistakes,
  ...promisesMistakes,
  ...existingMistakes,
  ...fileMistakes,
];
