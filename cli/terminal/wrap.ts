/** Items in lines of at most `width` characters, separated by commas. An item is never cut. */
export function wrap(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, item] of items.entries()) {
    const piece = index === items.length - 1 ? item : `${item},`;
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + piece.length > width) {
      lines.push(piece);
    } else {
      lines[lines.length - 1] = `${line} ${piece}`;
    }
  }
  return lines;
}
