import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import ts from "typescript";

const root = join(__dirname, "..");

/** What each workspace may import of ours. `eslint.config.mjs` says the same in the editor. */
const arrows = JSON.parse(readFileSync(join(root, "arrows.json"), "utf8")) as Record<string, readonly string[]>;

/** Modules that every command loads: the Pulumi SDK behind one of them would cost each command half a second. */
const lean = ["stacks/layers.ts", "stacks/config/index.ts", "cli/main.ts"];

describe("imports between folders", () => {
  for (const [workspace, allowed] of Object.entries(arrows)) {
    it(`${workspace} imports ${allowed.length > 0 ? `only ${allowed.join(", ")}` : "nothing of ours"}`, () => {
      const strangers = sourceFiles(join(root, workspace)).flatMap((file) =>
        importsOf(file)
          .filter((specifier) => !arrowAllows(workspace, allowed, file, specifier))
          .map((specifier) => `${relative(root, file)} imports ${specifier}`),
      );
      expect(strangers).to.deep.equal([]);
    });
  }

  for (const entry of lean) {
    it(`${entry} loads no Pulumi SDK`, () => {
      const pulumi = [...loadedBy(join(root, entry))].filter((specifier) => specifier.startsWith("@pulumi/"));
      expect(pulumi).to.deep.equal([]);
    });
  }
});

function arrowAllows(workspace: string, allowed: readonly string[], file: string, specifier: string): boolean {
  if (specifier.startsWith(".")) {
    return !relative(join(root, workspace), join(file, "..", specifier)).startsWith("..");
  }
  const ours = /^@throughline\/([^/]+)/.exec(specifier)?.[1];
  return ours === undefined || ours === workspace || allowed.includes(ours);
}

function sourceFiles(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? sourceFiles(path) : /\.(ts|mjs|cjs|js)$/.test(entry.name) ? [path] : [];
    });
}

/** Specifiers of all imports in a file: static, dynamic and `require`. */
function importsOf(file: string): string[] {
  return ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles.map((imported) => imported.fileName);
}

/** Everything that loading a module loads at once, followed through our own files; `import type` and lazy imports load nothing. */
function loadedBy(file: string, seen = new Set<string>(), found = new Set<string>()): Set<string> {
  if (seen.has(file)) {
    return found;
  }
  seen.add(file);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  for (const statement of source.statements) {
    const specifier = eagerSpecifier(statement);
    if (specifier === undefined) {
      continue;
    }
    found.add(specifier);
    const next = resolve(file, specifier);
    if (next !== undefined) {
      loadedBy(next, seen, found);
    }
  }
  return found;
}

function eagerSpecifier(statement: ts.Statement): string | undefined {
  const imports = ts.isImportDeclaration(statement) && !isTypeOnly(statement.importClause);
  const exports = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
  if ((imports || exports) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)) {
    return statement.moduleSpecifier.text;
  }
  return undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined || clause.name !== undefined) {
    return false;
  }
  const named = clause.namedBindings;
  return (
    clause.phaseModifier === ts.SyntaxKind.TypeKeyword ||
    (named !== undefined && ts.isNamedImports(named) && named.elements.every((element) => element.isTypeOnly))
  );
}

/** The file of ours that a specifier names, or undefined for somebody else's package. */
function resolve(from: string, specifier: string): string | undefined {
  const target = specifier.startsWith(".") ? join(from, "..", specifier) : ours(specifier);
  return [target, `${target}.ts`, join(target ?? "", "index.ts")].find(
    (path): path is string => path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  );
}

function ours(specifier: string): string | undefined {
  return specifier.startsWith("@throughline/") ? join(root, specifier.slice("@throughline/".length)) : undefined;
}
