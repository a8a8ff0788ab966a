import { at, error, type Finding, warning } from "../finding";
import type { Path } from "../place";
import type { Sections } from "../sections";
import type { CheckContext } from "./check";
import { daysUntil, notice } from "./policy";
import { type Product, products, refusedMinors } from "./support-dates";

interface Used {
  readonly product: Product;
  readonly version: string;
  readonly path: Path;
}

/** Versions that nobody mends any more, or that the cloud refuses. */
export function endOfSupport(
  sections: Pick<Sections, "compute" | "mesh" | "data" | "versions">,
  { today }: CheckContext,
): Finding[] {
  return used(sections).flatMap(({ product, version, path }) => {
    const refusal = product === products.postgres ? refusedMinor(version) : undefined;
    return refusal === undefined ? judge(product, version, path, today) : [error(path, refusal)];
  });
}

function used({ compute, mesh, data, versions }: Pick<Sections, "compute" | "mesh" | "data" | "versions">): Used[] {
  const found: { product: Product; version: string | undefined; path: Path }[] = [
    ...Object.entries(data?.databases ?? {}).map(([name, { engine, engineVersion }]) => ({
      product: products[engine],
      version: engineVersion,
      path: at("data", "databases", name, "engineVersion"),
    })),
    ...Object.entries(data?.caches ?? {}).map(([name, { engineVersion }]) => ({
      product: products.redis,
      version: engineVersion,
      path: at("data", "caches", name, "engineVersion"),
    })),
  ];
  if (compute !== undefined) {
    const key = compute.engine === "eks" ? "kubernetes" : "k3s";
    found.push({
      product: products[compute.engine],
      version: versions[key]?.replace(/^v/, ""),
      path: at("versions", key),
    });
  }
  if (mesh !== undefined) {
    found.push({ product: products.istio, version: versions.istio, path: at("versions", "istio") });
  }
  return found.flatMap(({ product, version, path }) => (version === undefined ? [] : [{ product, version, path }]));
}

function judge(product: Product, version: string, path: Path, today: Date): Finding[] {
  const { name, page, extra } = product;
  const [oldest] = product.versions;
  if (oldest !== undefined && isOlder(version, oldest.version)) {
    return [error(path, `${name} ${version} is gone; ${supported(product, today)} (${page})`)];
  }
  const row = product.versions.find(
    (candidate) => version === candidate.version || version.startsWith(`${candidate.version}.`),
  );
  if (row === undefined) {
    return [];
  }
  const { ends, refused } = row;
  if (daysUntil(refused ?? ends, today) < 0) {
    return [error(path, `${name} ${version} ended on ${refused ?? ends}; ${supported(product, today)} (${page})`)];
  }
  const left = daysUntil(ends, today);
  if (left < 0) {
    return [
      warning(
        path,
        `${name} ${version} left standard support on ${ends}, and until ${refused ?? ends} ${extra ?? "is not mended"}; ${supported(product, today)} (${page})`,
      ),
    ];
  }
  return left <= notice
    ? [
        warning(
          path,
          `${name} ${version} leaves support in ${left} days, on ${ends}; ${supported(product, today)} (${page})`,
        ),
      ]
    : [];
}

/** What to take instead: known versions with time left, else something newer than all. */
function supported({ versions }: Product, today: Date): string {
  const good = versions
    .filter(({ ends }) => daysUntil(ends, today) > notice)
    .map(({ version, ends }) => `${version} (until ${ends})`);
  return good.length === 0
    ? `take one newer than ${versions.at(-1)?.version ?? ""}.`
    : `take ${good.join(", ")} or newer.`;
}

function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => text.split(".").map((part) => Number.parseInt(part, 10));
  const [a, b] = [parts(version), parts(than)];
  const differs = b.findIndex((part, index) => part !== (a[index] ?? part));
  return differs >= 0 && (a[differs] ?? 0) < (b[differs] ?? 0);
}

function refusedMinor(version: string): string | undefined {
  const [major = "", minor] = version.split(".");
  const newest = refusedMinors[major];
  return minor !== undefined && newest !== undefined && Number(minor) <= newest
    ? `RDS makes no PostgreSQL ${version} any more. Take "${major}", or a minor version above ${major}.${newest}. (${products.postgres.page})`
    : undefined;
}
