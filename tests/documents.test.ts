import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { sectionSchemas } from "../stacks/config/sections";
import { schemaAt } from "../stacks/config/schema-keys";

const root = join(__dirname, "..");
const document = "docs/architectures/bankapp.md";
/** All statements of the architecture. */
const ids = Array.from({ length: 44 }, (_, index) => `B-${String(index + 1).padStart(2, "0")}`);

interface Row {
  id: string;
  statement: string;
  where: string;
  checkedBy: string;
  status: string;
}

/** Rows of the table: lines whose first cell is an id. */
function rowsOf(text: string): Row[] {
  return text
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter(([, id = ""]) => /^B-\d\d$/.test(id))
    .map(([, id = "", statement = "", where = "", checkedBy = "", status = ""]) => ({
      id,
      statement,
      where,
      checkedBy,
      status,
    }));
}

/** What stands between backticks. */
function quoted(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
}

/** Whether the settings can have a value at `throughline:edge.waf.attachTo`. */
function isKey(text: string): boolean {
  const [section = "", ...path] = text.replace(/^throughline:/, "").split(".");
  const schemas: Readonly<Record<string, Parameters<typeof schemaAt>[0]>> = sectionSchemas;
  const schema = schemas[section];
  return schema !== undefined && schemaAt(schema, path) !== undefined;
}

const text = readFileSync(join(root, document), "utf8");
const rows = rowsOf(text);

describe(document, () => {
  it("has every statement of the architecture once, in order", () => {
    expect(rows.map(({ id }) => id)).to.deep.equal(ids);
  });

  for (const { id, statement, where, checkedBy, status } of rows) {
    describe(id, () => {
      it("says what, and how far it is", () => {
        expect(statement).to.not.equal("");
        expect(status).to.match(/^(built|option|not yet|outdated)\b/);
      });

      it("is built by files and settings that there are", () => {
        const names = quoted(where);
        const [keys, files] = [names.filter((name) => name.startsWith("throughline:")), names.filter(isFile)];
        expect(files.length + keys.length, where)
          .to.equal(names.length)
          .and.to.be.greaterThan(0);
        expect(files.filter((file) => !existsSync(join(root, file)))).to.deep.equal([]);
        expect(keys.filter((key) => !isKey(key))).to.deep.equal([]);
      });

      it("is checked by tests that there are, or says that it is not", () => {
        const [file] = quoted(checkedBy);
        const [, title = ""] = /"([^"]+)"$/.exec(checkedBy) ?? [];
        if (file === undefined) {
          expect(checkedBy).to.equal("proof: later");
        } else {
          expect(existsSync(join(root, file)), file).to.equal(true);
          expect(title).to.not.equal("");
          expect(readFileSync(join(root, file), "utf8")).to.include(`"${title}"`);
        }
      });
    });
  }
});

function isFile(name: string): boolean {
  return /^[\w./-]+\.(ts|yaml)$/.test(name);
}
