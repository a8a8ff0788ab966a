import { z } from "zod";
import { blockerCodes } from "../blockers";
import { askedProtocols } from "../query";

const verdict = z
  .enum(["proven", "blocked", "partial", "undecided"])
  .describe(
    "proven: all packets arrive, and every reply; blocked: none; partial: some; undecided: what is not known decides",
  );
const evidence = z
  .object({
    urn: z.string().describe("the resource"),
    id: z.string().optional().describe("its physical id or ARN"),
    part: z.string().optional().describe("the rule, route or entry in it"),
  })
  .describe("what decides");
const hop = z.object({
  kind: z.string().describe("what is passed, in AWS's words: security group, route table"),
  text: z.string().describe("what happened there"),
  evidence: z.array(evidence),
});
const blocker = z.object({
  code: z.enum(Object.keys(blockerCodes) as [string, ...string[]]),
  direction: z.enum(["request", "reply"]),
  text: z.string().describe("what happened"),
  cause: z.string(),
  fix: z.string(),
  evidence: z.array(evidence),
  example: z.string().optional().describe("one of the packets that are stopped"),
});
const pair = z.object({
  from: z.string(),
  to: z.string(),
  verdict,
  ways: z.array(
    z.object({
      example: z.string().optional().describe("one of the packets that take this way, as it was sent"),
      request: z.array(hop),
      reply: z.array(hop),
    }),
  ),
  blockers: z.array(blocker),
  unknowns: z.array(z.string()).describe("what would have to be known"),
});
const causes = z
  .array(z.object({ because: z.string(), pairs: z.int().positive() }))
  .describe("what is not known, and how many pairs that leaves open");
const packets = { protocol: z.enum(askedProtocols), port: z.int().optional().describe("destination port") };
const version = z.literal(1).describe("raised when a reader of the earlier shape would break; keys may be added");

export const queryReport = z
  .object({
    report: z.literal("query"),
    version,
    query: z.object({ source: z.string(), destination: z.string(), ...packets }),
    verdict,
    pairs: z.array(pair),
    causes,
  })
  .describe("throughline query --json");

export const proveReport = z
  .object({
    report: z.literal("prove"),
    version,
    environment: z.string(),
    result: z.enum(["kept", "broken", "undecided"]).describe("the worst of all paths; those not yet proven leave it"),
    paths: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        from: z.string(),
        to: z.string().optional(),
        expect: z.enum(["proven", "blocked"]),
        result: z.enum(["kept", "broken", "undecided", "notYet"]),
        because: z.string().optional().describe("why it is not kept"),
        packets: z.object(packets).optional().describe("absent of requests"),
        verdict: verdict.optional().describe("absent where nothing was asked"),
        pairs: z.array(pair),
        causes,
      }),
    ),
  })
  .describe("throughline prove --json");

const traffic = z.array(z.string()).describe("tcp 443, udp 53, icmp echo, tcp 30000-32767");
const classRow = z.object({
  id: z.string().describe("made of names: the same in another graph"),
  label: z.string(),
  kind: z.string(),
  groups: z.array(z.string()),
  subnets: z.array(z.string()),
  members: z.int().nonnegative().describe("0: nobody yet, the tier is looked at as if there were one"),
  unknown: z.string().optional().describe("why it is not known where it is: what is in no cell is undecided then"),
});
const cellTraffic = { proven: traffic, partial: traffic, undecided: traffic };

export const matrixReport = z
  .object({
    report: z.literal("matrix"),
    version,
    classes: z.array(classRow),
    cells: z
      .array(z.object({ from: z.string(), to: z.string(), ...cellTraffic, because: z.array(z.string()) }))
      .describe("by the ids of classes; whatever is not in them is blocked"),
  })
  .describe("throughline matrix --json");

export const diffReport = z
  .object({
    report: z.literal("diff"),
    version,
    changes: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        opened: traffic.describe("proven after, and not before"),
        closed: traffic.describe("proven before, and not after"),
        undecided: traffic.describe("undecided after, and not before"),
        because: z.array(evidence.extend({ change: z.enum(["added", "removed", "decides"]) })),
      }),
    ),
    added: z.array(z.string()).describe("classes that only the later graph has"),
    removed: z.array(z.string()).describe("classes that only the earlier graph has"),
  })
  .describe("throughline diff --json");

/** Every report of the prover; `report` says which. */
export const reports = z.discriminatedUnion("report", [queryReport, proveReport, matrixReport, diffReport]);

export type QueryReport = z.infer<typeof queryReport>;
export type ProveReport = z.infer<typeof proveReport>;
export type MatrixReport = z.infer<typeof matrixReport>;
export type DiffReport = z.infer<typeof diffReport>;

/** What `report.schema.json` holds. Keys may be added to a report, so it allows others. */
export function reportSchema(): object {
  return z.toJSONSchema(reports, { io: "input" });
}
