import { exitCodes } from "./exit-codes";

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs work that can be interrupted. The first signal asks it to end in good order; the second ends this process, and
 * what it leaves is tidied up by its warden.
 */
export async function interruptible<T>(
  say: (line: string) => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) {
      process.exit(exitCodes.cancelled.code);
    }
    say("Stopping in good order. Once more to stop at once.");
    controller.abort();
  };
  signals.forEach((signal) => process.on(signal, interrupt));
  try {
    return await work(controller.signal);
  } finally {
    signals.forEach((signal) => process.off(signal, interrupt));
  }
}
