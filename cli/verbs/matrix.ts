import { matrix as makeMatrix, matrixJson, matrixMermaid, matrixText } from "@throughline/prover";
import { vocabularyOf } from "../declared-paths";
import type { ExitCodeName } from "../exit-codes";
import { asking, readNetwork, type SourceOptions } from "../sources";
import type { Terminal } from "../terminal/terminal";

export interface MatrixVerbOptions extends SourceOptions {
  readonly json?: boolean;
  readonly mermaid?: boolean;
}

/** `throughline matrix [environment]` */
export async function matrix(
  terminal: Terminal,
  environment: string | undefined,
  options: MatrixVerbOptions,
): Promise<ExitCodeName> {
  const { json = false, mermaid = false } = options;
  return asking(async () => {
    const network = await readNetwork(terminal, environment, options);
    const result = makeMatrix(network, { vocabulary: vocabularyOf(terminal, environment) });
    terminal.out(
      json
        ? `${JSON.stringify(matrixJson(result), undefined, 2)}\n`
        : mermaid
          ? matrixMermaid(result)
          : matrixText(result),
    );
    return "done";
  });
}
