/** Something that is looked for, and those that it could be. */
export interface Wish<Item> {
  /** Who is looked for: `VPC hub`. */
  readonly what: string;
  readonly among: readonly Item[];
  readonly facts: (item: Item) => Facts;
  /** Key in section `throughline:existing` that tells which it is: `network.vpcs.hub`. */
  readonly key: string;
  /** What stands at that key. */
  readonly given?: string;
  /** Whether an item is it where nothing is given. */
  readonly fits: (item: Item) => boolean;
  /** What fits, as the end of "there is none": `with the block 10.0.0.0/16`. */
  readonly fitting: string;
}

/** How an item can be told. */
export interface Facts {
  readonly id: string;
  /** What people call it. */
  readonly names: readonly (string | undefined)[];
  readonly tags?: readonly Tag[];
}

export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** Looks for what the settings want among what exists, and collects everything that is missing or not told apart. */
export class Search {
  private readonly told = new Set<string>();

  /** Each once. */
  get problems(): string[] {
    return [...this.told];
  }

  problem(text: string): void {
    this.told.add(text);
  }

  /** The one item that it is; undefined, and a problem, if none or several could be. */
  one<Item>(wish: Wish<Item>): Item | undefined {
    const [found, ...others] = this.candidates(wish);
    if (found !== undefined && others.length === 0) {
      return found;
    }
    const { what, given, fitting, facts } = wish;
    const key = `throughline:existing.${wish.key}`;
    if (found === undefined) {
      this.problem(
        given === undefined
          ? `${what}: there is none ${fitting}. Make it, or say which it is: ${key}`
          : `${what}: nothing there is "${given}". Correct ${key}`,
      );
    } else {
      const fit = [found, ...others].map((item) => describe(facts(item))).sort();
      this.problem(`${what}: ${fit.length} could be it: ${fit.join(", ")}. Say which it is: ${key}`);
    }
    return undefined;
  }

  /** The one item that it is, or undefined if nothing fits and nothing is given. */
  oneOrNone<Item>(wish: Wish<Item>): Item | undefined {
    return wish.given === undefined && this.candidates(wish).length === 0 ? undefined : this.one(wish);
  }

  private candidates<Item>({ among, given, fits, facts }: Wish<Item>): Item[] {
    return among.filter((item) => (given === undefined ? fits(item) : isTold(given, facts(item))));
  }
}

/** Whether an id, a name, or a tag `key=value` tells an item. */
function isTold(given: string, { id, names, tags = [] }: Facts): boolean {
  return (
    id === given ||
    names.includes(given) ||
    tags.some(({ Key = "", Value = "" }) => Key === "Name" && Value === given) ||
    tags.some(({ Key = "", Value = "" }) => `${Key}=${Value}` === given)
  );
}

function describe({ id, names, tags = [] }: Facts): string {
  const name = nameOf(tags) ?? names.find((candidate) => candidate !== undefined);
  return name === undefined || name === id ? id : `${id} (${name})`;
}

/** Value of the tag `Name`. */
export function nameOf(tags: readonly Tag[] | undefined): string | undefined {
  return tags?.find(({ Key }) => Key === "Name")?.Value;
}

/** Facts of what EC2 has under an id, with tags. */
export function ec2Facts<Item extends { readonly Tags?: readonly Tag[] }>(
  id: (item: Item) => string | undefined,
): (item: Item) => Facts {
  return (item) => ({ id: id(item) ?? "", names: [], tags: item.Tags });
}
