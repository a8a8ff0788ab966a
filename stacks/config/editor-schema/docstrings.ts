import { readFileSync } from "node:fs";
import ts from "typescript";

/** What the source says of an interface's property. */
export interface PropertyDoc {
  /** Meaning and default. */
  readonly text: string;
  readonly type: DocType;
}

/** A type as far as it leads to further docstrings. */
export type DocType =
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "each"; readonly of: DocType }
  | { readonly kind: "plain" };

/** Docstrings of interfaces and enumerations, by name, read from source files without compiling them. */
export class Docstrings {
  private readonly interfaces = new Map<string, ts.InterfaceDeclaration>();
  private readonly enumerations = new Map<string, ts.ObjectLiteralExpression>();

  constructor(files: readonly string[]) {
    for (const file of files) {
      const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
      source.forEachChild((node) => {
        if (ts.isInterfaceDeclaration(node)) {
          this.interfaces.set(node.name.text, node);
        } else if (ts.isVariableStatement(node)) {
          this.addEnumeration(node);
        }
      });
    }
  }

  has(name: string): boolean {
    return this.interfaces.has(name);
  }

  /** The properties of an interface, those of the interfaces that it extends included. */
  properties(name: string): Map<string, PropertyDoc> {
    const found = this.interfaces.get(name);
    if (found === undefined) {
      return new Map();
    }
    const inherited = (found.heritageClauses ?? [])
      .flatMap(({ types }) => types)
      .flatMap(({ expression }) => [...this.properties(expression.getText())]);
    const own = found.members.filter(ts.isPropertySignature).map((member): [string, PropertyDoc] => {
      const type = member.type === undefined ? plain : docType(member.type);
      return [member.name.getText(), { text: this.describe(member, type), type }];
    });
    return new Map([...inherited, ...own]);
  }

  /** `export const X = { one: "one", … } as const` */
  private addEnumeration(statement: ts.VariableStatement): void {
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = initializer && ts.isAsExpression(initializer) ? initializer.expression : undefined;
      if (value !== undefined && ts.isObjectLiteralExpression(value)) {
        this.enumerations.set(name.getText(), value);
      }
    }
  }

  private describe(member: ts.PropertySignature, type: DocType): string {
    const byDefault = ts
      .getJSDocTags(member)
      .filter((tag) => tag.tagName.text === "default")
      .map((tag) => `Default: ${oneLine(ts.getTextOfJSDocComment(tag.comment))}`);
    return [commentOf(member), ...this.valuesOf(type), ...byDefault].filter((text) => text !== "").join("\n");
  }

  /** What the values of an enumeration mean, where the source says it. */
  private valuesOf(type: DocType): string[] {
    const inner = type.kind === "each" ? type.of : type;
    const properties: readonly ts.ObjectLiteralElementLike[] =
      (inner.kind === "named" ? this.enumerations.get(inner.name)?.properties : undefined) ?? [];
    return properties.filter(ts.isPropertyAssignment).flatMap((property) => {
      const comment = commentOf(property);
      return comment === "" ? [] : [`- ${property.initializer.getText().replaceAll('"', "")}: ${comment}`];
    });
  }
}

const plain: DocType = { kind: "plain" };

function docType(node: ts.TypeNode): DocType {
  if (ts.isArrayTypeNode(node)) {
    return { kind: "each", of: docType(node.elementType) };
  }
  if (!ts.isTypeReferenceNode(node)) {
    return plain;
  }
  const name = node.typeName.getText();
  const [first, second] = node.typeArguments ?? [];
  if (name === "pulumi.Input" && first !== undefined) {
    return docType(first);
  }
  if (name === "Record" && second !== undefined) {
    return { kind: "each", of: docType(second) };
  }
  return { kind: "named", name };
}

function commentOf(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => oneLine(ts.getTextOfJSDocComment(doc.comment)))
    .join(" ");
}

function oneLine(text = ""): string {
  return text.replace(/\s+/g, " ").trim();
}
