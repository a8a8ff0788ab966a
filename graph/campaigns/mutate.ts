import type { Random } from "./random";

interface Export {
  readonly deployment?: unknown;
}

/** What a value may turn into: other kinds, what AWS never writes, what is not told, and what exhausts. */
const strange: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  65_536.5,
  1e308,
  "",
  "x",
  "unknown",
  "10.0.0.0/33",
  "::/0",
  "0.0.0.0/0",
  "__proto__",
  "constructor",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "x".repeat(10_000),
  [],
  [[]],
  [null],
  {},
  { unknown: 1 },
  { constructor: { prototype: {} } },
  { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" },
  nested(1_000),
];

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { value };
  return value;
}

/** One kind of damage to the text, or a few to what it says. */
export function mutate(text: string, random: Random): string {
  if (random.below(10) === 0) return damagedText(text, random);
  const parsed = JSON.parse(text) as Export;
  for (let times = random.below(8); times >= 0; times--) {
    random.pick(damages)?.(parsed, random);
  }
  return JSON.stringify(parsed);
}

function damagedText(text: string, random: Random): string {
  const [from, to] = [random.below(text.length), random.below(text.length)];
  return (
    random.pick([
      text.slice(0, from),
      text.slice(from),
      text.slice(0, from) + text.slice(to),
      `${text.slice(0, from)}${String.fromCharCode(random.below(256))}${text.slice(from + 1)}`,
    ]) ?? text
  );
}

/** Damages what an export says; an earlier damage may have left no resources. */
type Damage = (parsed: Export, random: Random) => void;

const damages: readonly Damage[] = [
  // Any value anywhere becomes another, or vanishes.
  (parsed, random) => {
    somewhere(parsed, random, (holder, key) => (holder[key] = structuredClone(random.pick(strange))));
  },
  (parsed, random) => {
    somewhere(resourcesOf(parsed), random, (holder, key) => (holder[key] = structuredClone(random.pick(strange))));
  },
  (parsed, random) => {
    somewhere(resourcesOf(parsed), random, (holder, key) => {
      Reflect.deleteProperty(holder, key);
    });
  },
  // Resources vanish, come twice, take each other's ids, types and contents.
  (parsed, random) => {
    const resources = resourcesOf(parsed);
    resources.splice(random.below(resources.length), 1);
  },
  (parsed, random) => {
    const resources = resourcesOf(parsed);
    const twin = random.pick(resources);
    if (twin !== undefined) resources.push(structuredClone(twin));
  },
  ...["id", "type", "urn", "inputs", "outputs", "parent", "provider"].map((name): Damage => (parsed, random) => {
    const [one, other] = [oneOf(parsed, random), oneOf(parsed, random)];
    if (one !== undefined && other !== undefined) one[name] = structuredClone(other[name]);
  }),
  ...["external", "delete", "pendingReplacement"].map((name): Damage => (parsed, random) => {
    const one = oneOf(parsed, random);
    if (one !== undefined) one[name] = true;
  }),
  // Things that refer to themselves.
  (parsed, random) => {
    const one = oneOf(parsed, random);
    if (one === undefined) return;
    one.parent = structuredClone(one.urn);
    somewhere(one, random, (holder, key) => (holder[key] = structuredClone(one.id)));
  },
];

function resourcesOf({ deployment }: Export): unknown[] {
  const resources = (deployment as { resources?: unknown } | null | undefined)?.resources;
  return Array.isArray(resources) ? resources : [];
}

function oneOf(parsed: Export, random: Random): Record<string, unknown> | undefined {
  const one = random.pick(resourcesOf(parsed));
  return typeof one === "object" && one !== null ? (one as Record<string, unknown>) : undefined;
}

/** Walks down at random, and stops with less probability the higher it is. */
function somewhere(root: object, random: Random, change: (holder: Record<string, unknown>, key: string) => void): void {
  let holder = root as Record<string, unknown>;
  for (;;) {
    const key = random.pick(Object.keys(holder));
    if (key === undefined) return;
    const value = holder[key];
    if (typeof value !== "object" || value === null || random.below(8) === 0) {
      change(holder, key);
      return;
    }
    holder = value as Record<string, unknown>;
  }
}
