import { readFileSync } from "node:fs";
import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** What each workspace may import of ours; `tests/arrows.test.ts` holds relative imports to the same. */
const arrows = JSON.parse(readFileSync(new URL("arrows.json", import.meta.url), "utf8"));

const workspaces = Object.keys(arrows);

const arrowRules = workspaces.map((workspace) => ({
  files: [`${workspace}/**/*.{ts,js,mjs}`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: workspaces
          .filter((other) => other !== workspace && !arrows[workspace].includes(other))
          .map((other) => ({
            group: [`@throughline/${other}`, `@throughline/${other}/**`],
            message: `${workspace} must not know ${other}.`,
          })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ["**/node_modules/**", "coverage/**", "examples/**"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-unused-expressions": "off",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    // Loops over bounds, where an index says by itself that there is a value.
    files: ["graph/packets/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["**/*.{js,mjs,cjs}"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        require: "readonly",
        module: "writable",
        __dirname: "readonly",
        Buffer: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        fetch: "readonly",
      },
    },
  },
  ...arrowRules,
);
