import { type Command, Option } from "commander";
import type { ExitCodeName } from "./exit-codes";
import type { Terminal } from "./terminal/terminal";
import { verbs } from "./verbs";
import type { DiffVerbOptions } from "./verbs/diff";
import type { MatrixVerbOptions } from "./verbs/matrix";
import type { ProveVerbOptions } from "./verbs/prove";
import type { QueryVerbOptions } from "./verbs/query";

/** Adds the verbs that ask the prover. */
export function proverVerbs(program: Command, terminal: Terminal, end: (result: ExitCodeName | number) => void): void {
  fromSource(
    program
      .command("prove")
      .description("prove the paths that an environment declares, on its rehearsal")
      .argument("<environment>", "environment whose paths are proven"),
  )
    .option("--hops", "show the hops of paths that hold, too")
    .option("--json", "print the result as JSON")
    .addOption(new Option("--sarif", "print paths that do not hold as SARIF").conflicts("json"))
    .action(async (environment: string, options: ProveVerbOptions) => {
      end(await verbs.prove()(terminal, environment, options));
    });
  fromSource(
    program
      .command("query")
      .description("show whether one thing reaches another, hop by hop, or everything that blocks it")
      .argument("[environment]", "environment to rehearse"),
  )
    .requiredOption("--source <what>", `who asks: ${ends}`)
    .requiredOption("--destination <what>", "who is asked: the same")
    .option("--protocol <name>", "tcp, udp, icmp, or all for every packet", "tcp")
    .option("--port <number>", "destination port of tcp and udp")
    .addOption(new Option("--expect <verdict>", "for the exit code").choices(["proven", "blocked"]).default("proven"))
    .option("--json", "print the answer as JSON")
    .addOption(new Option("--mermaid", "print the answer as a sequence diagram").conflicts("json"))
    .action(async (environment: string | undefined, options: QueryVerbOptions) => {
      end(await verbs.query()(terminal, environment, options));
    });
  fromSource(
    program
      .command("matrix")
      .description("show who reaches whom with what: all classes of equal things, and the internet")
      .argument("[environment]", "environment to rehearse"),
  )
    .option("--json", "print it as JSON")
    .addOption(new Option("--mermaid", "print it as a flowchart").conflicts("json"))
    .action(async (environment: string | undefined, options: MatrixVerbOptions) => {
      end(await verbs.matrix()(terminal, environment, options));
    });
  program
    .command("diff")
    .description("show what becomes reachable or unreachable between two graphs, and by which rule")
    .argument("[environment]", "environment whose rehearsal is what will be")
    .option("--before <files...>", "what is, from files. Default: what is deployed")
    .option("--after <files...>", "what will be, from files. Default: the environment's rehearsal")
    .option("--sandbox", "what is deployed in the project's sandbox")
    .option("--layers <names>", "only these layers of the environment, separated by commas")
    .option("--json", "print it as JSON")
    .action(async (environment: string | undefined, options: DiffVerbOptions) => {
      end(await verbs.diff()(terminal, environment, options));
    });
}

const ends = "internet, an address or block, an id, a URN, a name, a tier or group like apps.nodes";

function fromSource(command: Command): Command {
  return command
    .option("--from <files...>", "ask files instead: exports of stacks, previews, existing resources")
    .option("--deployed", "ask what is deployed, in the backend that Pulumi is logged in to")
    .option("--sandbox", "with --deployed: in the project's sandbox")
    .option("--layers <names>", "only these layers, separated by commas");
}
