import { Failure } from "@throughline/deploy/errors";
import {
  askedProtocols,
  query as ask,
  queryJson,
  queryMermaid,
  type QueryResult,
  transcript,
} from "@throughline/prover";
import { vocabularyOf } from "../declared-paths";
import type { ExitCodeName } from "../exit-codes";
import { asking, type Expectation, readNetwork, type SourceOptions } from "../sources";
import type { Terminal } from "../terminal/terminal";

export interface QueryVerbOptions extends SourceOptions {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly port?: string;
  readonly expect: Expectation;
  readonly json?: boolean;
  readonly mermaid?: boolean;
}

/** `throughline query [environment]` */
export async function query(
  terminal: Terminal,
  environment: string | undefined,
  options: QueryVerbOptions,
): Promise<ExitCodeName> {
  const { source, destination, protocol, port, expect, json = false, mermaid = false } = options;
  const asked = { source, destination, ...packets(protocol, port) };
  return asking(async () => {
    const network = await readNetwork(terminal, environment, options);
    const result = ask(network, asked, { vocabulary: vocabularyOf(terminal, environment) });
    terminal.out(
      json
        ? `${JSON.stringify(queryJson(result), undefined, 2)}\n`
        : mermaid
          ? queryMermaid(result)
          : transcript(result),
    );
    return exitOf(result, expect);
  });
}

function packets(protocol: string, port: string | undefined) {
  const known = askedProtocols.find((each) => each === protocol);
  if (known === undefined) {
    throw new Failure("usage", `there is no protocol "${protocol}". Allowed: ${askedProtocols.join(", ")}.`);
  }
  if (port === undefined) return { protocol: known };
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65535) {
    throw new Failure("usage", `"${port}" is no port. Allowed: 0 to 65535.`);
  }
  if (known !== "tcp" && known !== "udp") {
    throw new Failure("usage", `${known} has no ports. Leave out --port, or ask about tcp or udp.`);
  }
  return { protocol: known, port: number };
}

function exitOf({ verdict }: QueryResult, expect: Expectation): ExitCodeName {
  if (verdict === "undecided") return "undecided";
  return verdict === expect ? "done" : "broken";
}
