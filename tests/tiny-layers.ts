import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { layers } from "@throughline/stacks/layers";
import type { Project } from "./project";

/** What a stack's program does. */
export interface Behaviour {
  /** Names of the stacks that it reads: `dev/network`. */
  readonly reads?: readonly string[];
  /** Resources by name. Without inputs it is a component, which no provider makes. */
  readonly resources?: Readonly<Record<string, Resource>>;
  /** The program fails with this message. */
  readonly fails?: string;
  /** The program makes this file, and never ends. */
  readonly hangs?: string;
  /** Values that must never be shown. */
  readonly secret?: string;
}

export interface Resource {
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
}

const program = `
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";

class Made extends pulumi.CustomResource {}
class Aws extends pulumi.ProviderResource {}
let aws: Aws | undefined;

const file = join(__dirname, "../../behaviours.json");
const layer = /^throughline(?:-(.*))?$/.exec(pulumi.getProject())?.[1] ?? "observability";
const { reads = [], resources = {}, fails, hangs, secret } =
  JSON.parse(readFileSync(file, "utf8"))[pulumi.getStack() + "/" + layer] ?? {};

const references = reads.map((read: string) => {
  const [environment, name] = read.split("/");
  const project = name === "observability" ? "throughline" : "throughline-" + name;
  return new pulumi.StackReference(read, { name: "organization/" + project + "/" + environment });
});
for (const [name, { type, inputs, protect, retainOnDelete }] of Object.entries<any>(resources)) {
  const hidden = secret && { tags: { token: pulumi.secret(secret) } };
  if (inputs === undefined) new pulumi.ComponentResource(type, name, {}, { protect });
  else {
    aws ??= new Aws("aws", "aws", { region: "us-east-1" });
    new Made(type, name, { ...inputs, ...hidden }, { protect, retainOnDelete, provider: aws });
  }
}
if (secret) {
  void pulumi.log.debug("the secret is " + secret);
}
if (fails) throw new pulumi.RunError(fails);
if (hangs) {
  writeFileSync(hangs, "");
  setInterval(() => {}, 1000);
  module.exports = new Promise(() => {});
} else {
  module.exports = {
    read: pulumi.all(references.map((reference: any) => reference.getOutput("layer"))),
    layer,
    ...(secret && { token: pulumi.secret(secret), nested: { token: pulumi.secret({ value: secret }) } }),
  };
}
`;

/** Gives the layers of a project programs that do what a test says. */
export class TinyLayers {
  private readonly behaviours: Record<string, Behaviour> = {};

  constructor(private readonly project: Project) {
    for (const { name } of layers) {
      writeFileSync(join(project.root, "stacks", name, "index.ts"), program);
    }
    this.write();
  }

  /** Changes what the program of a stack does: `dev/network`. */
  set(stack: string, behaviour: Behaviour): void {
    this.behaviours[stack] = behaviour;
    this.write();
  }

  /** Makes the text of a file in the project anew. */
  replaceIn(file: string, change: (text: string) => string): void {
    const path = join(this.project.root, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
  }

  private write(): void {
    writeFileSync(join(this.project.root, "behaviours.json"), JSON.stringify(this.behaviours));
  }
}
