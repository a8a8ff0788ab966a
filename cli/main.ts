import { Command } from "commander";
import type { DriveVerbOptions } from "./drive-live";
import { type ExitCodeName, exitCodes, exitCodesHelp } from "./exit-codes";
import { reportFailure } from "./failures";
import { proverVerbs } from "./prover-verbs";
import { processTerminal, type Terminal } from "./terminal/terminal";
import { verbs } from "./verbs";
import type { BootstrapVerbOptions } from "./verbs/bootstrap";

/** The environment of a verb that is given none. */
const defaultEnvironment = "dev";

/** Runs the command line and sets the exit code of the process. */
export async function main(argv: readonly string[]): Promise<void> {
  process.exitCode = await execute(argv.slice(2), processTerminal());
}

/** Runs one command; never rejects. */
export async function execute(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.done.code;
  const commands = commandLine(terminal, (result) => {
    exitCode = typeof result === "number" ? result : exitCodes[result].code;
  });
  try {
    await commands.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return reportFailure(error, terminal);
  }
}

/** The verbs that work on the layers of environments. */
const driven = [
  { verb: "preview", description: "show what `up` would do to each layer" },
  { verb: "up", description: "deploy: each layer after those that it reads" },
  { verb: "refresh", description: "write into the state what is really there" },
  { verb: "destroy", description: "delete: each layer after those that read it" },
] as const;

interface JsonOption {
  readonly json?: true;
}

function commandLine(terminal: Terminal, end: (result: ExitCodeName | number) => void): Command {
  const program = new Command("throughline")
    .description("Rehearses AWS traffic architectures before anything is deployed.")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.error })
    .showHelpAfterError("(throughline --help lists the verbs)")
    .enablePositionalOptions()
    .addHelpText("after", `\n${exitCodesHelp()}`);

  program
    .command("check")
    .description("check the settings and rehearse: one summary, one exit code")
    .argument("[environment]", "environment to check", defaultEnvironment)
    .action(async (environment: string) => {
      end(await verbs.check()(terminal, environment));
    });
  const config = program.command("config").description("check an environment's settings, or show them");
  config
    .command("check")
    .description("check the settings of an environment as a whole: every mistake at once")
    .argument("[environment]", "environment to check")
    .option("--all", "check every environment")
    .option("--json", "print what was found as JSON")
    .action(async (environment: string | undefined, options: JsonOption & { readonly all?: true }) => {
      end(await verbs.configCheck()(terminal, environment, options));
    });
  config
    .command("show")
    .description("show all values, and the file and line that each is from")
    .argument("<environment>", "environment to show")
    .option("--json", "print them as JSON")
    .action(async (environment: string, options: JsonOption) => {
      end(await verbs.configShow()(terminal, environment, options));
    });
  program
    .command("rehearse")
    .description("bring up all layers in a sandbox that is thrown away: real engine, no cloud")
    .argument("<environment>", "environment to rehearse")
    .option("--json", "print what happened as JSON")
    .action(async (environment: string, options: JsonOption) => {
      end(await verbs.rehearse()(terminal, environment, options));
    });
  program
    .command("layers")
    .description("show the layers and what each reads")
    .option("--json", "print them as JSON")
    .action(async (options: JsonOption) => {
      end(await verbs.layers()(terminal, options));
    });
  program
    .command("outputs")
    .description("show the outputs of all layers, from a rehearsal")
    .argument("<environment>", "environment to rehearse")
    .option("--json", "print them as JSON")
    .action(async (environment: string, options: JsonOption) => {
      end(await verbs.outputs()(terminal, environment, options));
    });
  proverVerbs(program, terminal, end);
  for (const { verb, description } of driven) {
    const command = program
      .command(verb)
      .description(description)
      .argument("<environments...>", "environments, each layer in its order across all of them")
      .option("--layers <names>", "only these layers, separated by commas")
      .option("--sandbox", "in the sandbox that this project keeps: no cloud")
      .option("--json", "print what happened as JSON");
    if (verb !== "preview") {
      command.option("--yes", "do it without a question");
    }
    command.action(async (environments: string[], options: DriveVerbOptions) => {
      end(await verbs[verb]()(terminal, environments, options));
    });
  }
  program
    .command("existing")
    .description("find what exists already in the account, by reading calls, and write existing.<environment>.json")
    .argument("<environment>", "environment whose settings say what exists")
    .option("--json", "print what was found as JSON")
    .action(async (environment: string, options: JsonOption) => {
      end(await verbs.existing()(terminal, environment, options));
    });
  program
    .command("bootstrap")
    .description("lay an account's foundation: state, images, the way in for GitHub Actions, a budget")
    .argument("<account>", "account, by its file: bootstrap/<account>.yaml")
    .option("--sandbox", "in the sandbox that this project keeps: no cloud")
    .option("--yes", "do it without a question")
    .option("--json", "print what happened as JSON")
    .action(async (account: string, options: BootstrapVerbOptions) => {
      end(await verbs.bootstrap()(terminal, account, options));
    });
  const sandbox = program
    .command("sandbox")
    .description("run any command in this project's sandbox, which keeps what is made in it")
    .usage("[--reset] -- <command...>")
    .argument("[command...]", "for example: pulumi -C stacks/network up -s dev")
    .option("--reset", "empty the sandbox first")
    .passThroughOptions()
    .action(async (command: string[], options: { readonly reset?: true }) => {
      end(await verbs.sandbox()(terminal, command, options));
    });
  sandbox
    .command("drift")
    .description("change what exists in the sandbox as others than its programs would")
    .requiredOption("--a-month-later", "a month passes: new images and add-ons, autoscaling, growth, rotation")
    .option("--json", "print what changed as JSON")
    .action(async (options: JsonOption) => {
      end(await verbs.sandboxDrift()(terminal, options));
    });
  return program;
}
