import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentResource } from "@pulumi/pulumi";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { expect } from "chai";

import * as components from "./index";

describe("components", () => {
  it("can be served to other languages", function () {
    this.timeout(60_000);
    const names = Object.entries(components).flatMap(([name, value]) =>
      typeof value === "function" && value.prototype instanceof ComponentResource ? name : [],
    );
    expect(names).to.include("HubSpokeNetwork");
    const packageJson: unknown = JSON.parse(readFileSync(join(__dirname, "package.json"), "utf8"));
    const analyzer = new Analyzer(__dirname, "throughline", packageJson as Record<string, unknown>, new Set(names));
    expect(Object.keys(analyzer.analyze().components)).to.have.members(names);
  });
});
