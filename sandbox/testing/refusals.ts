/** The message of the refusal that a promise ends with, or `accepted`. */
export async function messageOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
}
