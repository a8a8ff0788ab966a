import { Command } from "commander";
import { type ExitCodeName, exitCodes, exitCodesHelp } from "./exit-codes";
import { reportFailure } from "./failures";
import { processTerminal, type Terminal } from "./terminal/terminal";
import { verbs } from "./verbs";

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
  program
    .command("sandbox")
    .description("run any command in this project's sandbox, which keeps what is made in it")
    .usage("[--reset] -- <command...>")
    .argument("[command...]", "for example: pulumi -C stacks/network up -s dev")
    .option("--reset", "empty the sandbox first")
    .passThroughOptions()
    .action(async (command: string[], options: { readonly reset?: true }) => {
      end(await verbs.sandbox()(terminal, command, options));
    });
  return program;
}
