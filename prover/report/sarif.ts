import { blockerCodes } from "../blockers";
import type { ProvenPath } from "../paths";

/** Where a path is declared. */
export interface DeclaredAt {
  /** Relative to the project's root. */
  readonly file: string;
  readonly line?: number;
}

const rules = {
  "path-broken": "A declared path does not hold.",
  "path-undecided": "Whether a declared path holds is not known.",
} as const;

/**
 * Paths that are not kept, for whatever shows SARIF beside code:
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function proveSarif(paths: readonly ProvenPath[], declaredAt: (name: string) => DeclaredAt): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "throughline",
            rules: Object.entries(rules).map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        results: paths.flatMap((path) => resultOf(path, declaredAt)),
      },
    ],
  };
}

function resultOf(
  { path, result, because = "", pairs }: ProvenPath,
  declaredAt: (name: string) => DeclaredAt,
): object[] {
  if (result !== "broken" && result !== "undecided") return [];
  const { file, line } = declaredAt(path.name);
  const blockers = path.expect === "proven" ? pairs.flatMap(({ answer }) => answer.blockers) : [];
  const evidence = [
    ...blockers.flatMap((blocker) => blocker.evidence),
    ...(path.expect === "blocked"
      ? pairs.flatMap(({ answer }) => answer.ways.flatMap(({ request }) => request))
      : []
    ).flatMap((hop) => hop.evidence),
  ];
  const fixes = [...new Set(blockers.map(({ code, text }) => `${code}: ${text}. ${blockerCodes[code].fix}`))];
  return [
    {
      ruleId: result === "broken" ? "path-broken" : "path-undecided",
      level: result === "broken" ? "error" : "warning",
      message: { text: [`${path.name}: ${path.description} (${because}).`, ...fixes].join("\n") },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: file },
            ...(line !== undefined && { region: { startLine: line } }),
          },
          logicalLocations: [...new Set(evidence.map(({ urn }) => urn))].map((urn) => ({
            fullyQualifiedName: urn,
            kind: "resource",
          })),
        },
      ],
    },
  ];
}
