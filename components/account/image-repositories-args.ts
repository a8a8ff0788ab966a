import type { Problem } from "../network/addresses";
import type { Tags } from "../network/tags";

export interface ImageRepositoriesArgs {
  /** Names of the repositories: `bankapp/account`. */
  repositories: string[];
  /**
   * Images that each keeps; the oldest go first.
   *
   * @default 10
   */
  keep?: number;
  /** Tags for every resource; `Name` is set per resource. */
  tags?: Tags;
}

/** What is wrong with the arguments. https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export function imageRepositoriesProblems({ repositories, keep = 10 }: ImageRepositoriesArgs): Problem[] {
  const problems = repositories.flatMap((repository, index): Problem[] => {
    const path = `repositories[${index}]`;
    if (!/^(?=.{2,256}$)(?:[a-z\d]+(?:[._-][a-z\d]+)*\/)*[a-z\d]+(?:[._-][a-z\d]+)*$/.test(repository)) {
      const allowed = "2 to 256 lower-case letters, digits and single . _ -, in parts divided by /";
      return [{ path, reason: `"${repository}" is no name of a repository: ${allowed}.` }];
    }
    const first = repositories.indexOf(repository);
    return first === index ? [] : [{ path, reason: `"${repository}" is there already, at [${first}]. Remove one.` }];
  });
  if (!Number.isInteger(keep) || keep < 1) {
    problems.push({ path: "keep", reason: `${keep} is not allowed: a whole number from 1.` });
  }
  return problems;
}
