import { type Document, isAlias, isCollection, isScalar, type Node, visit } from "yaml";
import type { Place } from "./place";
import type { Problem } from "./problem";

/** Where an offset of the text is. */
type Locate = (offset: number | undefined) => Place;

/** What follows the first errors of syntax is mostly their consequence. */
const mostSyntaxProblems = 10;

/** What is not YAML. */
export function syntaxProblems(document: Document, place: Locate): Problem[] {
  const errors = [...document.errors, ...document.warnings];
  const tooDeep = errors.find((error) => error.message.startsWith("Maximum call stack"));
  return (tooDeep === undefined ? errors.slice(0, mostSyntaxProblems) : [tooDeep]).map((error) => ({
    ...place(error.pos[0]),
    message: `not valid YAML: ${error === tooDeep ? "nested too deeply" : error.message}`,
  }));
}

/** Plain scalars that the engine, which reads YAML as Go does, takes for something else: dates, and octal numbers. */
const readOtherwise = /^(\d{4}-\d{2}-\d{2}([Tt ].*)?|[-+]?0[0-7]+)$/;

const alias = "aliases (*name, <<) are not taken here: write the value out, or share it by throughline:base";

/**
 * YAML that is not taken. An alias hides where a value stands, and the engine's `config set` writes it out; keys that
 * are no texts are none to JSON.
 */
export function unwantedYaml(document: Document, place: Locate): Problem[] {
  const found: Problem[] = [];
  const report = (node: Node, message: string): void => {
    found.push({ ...place(node.range?.[0]), message });
  };
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "object" && node.value !== null) {
        report(node, `a value of type ${node.tag ?? "unknown"} is not taken: write a text or a number`);
      } else if (node.type === "PLAIN" && readOtherwise.test(node.source ?? "")) {
        const kind = typeof node.value === "number" ? "an octal number" : "a point in time";
        report(node, `the engine reads ${node.source ?? ""} as ${kind}: put it in quotes, or write it otherwise`);
      }
    },
    Alias(_, node) {
      report(node, alias);
    },
    Pair(_, { key, value }) {
      if (isScalar(key) && key.value === "<<" && !isAlias(value)) {
        report(key, alias);
      } else if (isCollection(key)) {
        report(key, "a key is a text, and this is a list or a map");
      }
    },
  });
  return found;
}
