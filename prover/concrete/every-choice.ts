import { given } from "./known";

/** Picks one of several things that may happen. */
export type Choose = <T>(options: readonly T[]) => T;

/**
 * What may come out of a run that depends on choices that are not the run's own: it is repeated with every combination
 * of them.
 *
 * @param most runs that are tried; a run that wants more is refused, because what is left out would be taken for agreement.
 */
export function everyChoice<T>(run: (choose: Choose) => T, most = 20_000): T[] {
  const results: T[] = [];
  /** What the next run chooses, and among how many, in the order of its questions. */
  const choices: { taken: number; of: number }[] = [];
  do {
    if (results.length === most) throw new RangeError(`more than ${most} combinations of choices`);
    let asked = 0;
    results.push(
      run((options) => {
        const choice = (choices[asked++] ??= { taken: 0, of: options.length });
        return given(options[choice.taken]);
      }),
    );
    for (let last = choices.at(-1); last !== undefined; last = choices.at(-1)) {
      last.taken++;
      if (last.taken < last.of) break;
      choices.pop();
    }
  } while (choices.length > 0);
  return results;
}
