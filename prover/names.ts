/** The name in the program: the last part of a URN. */
export function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? urn;
}

/** The stack of a URN: `dev` of `urn:pulumi:dev::…`. */
export function stackOf(urn: string): string | undefined {
  const [, , stack] = (urn.split("::")[0] ?? "").split(":");
  return stack;
}

/** Whether a resource has a name, which programs often begin with that of the stack: `apps.nodes` is `dev-apps.nodes`. */
export function isNamed(urn: string, name: string): boolean {
  const own = nameOf(urn);
  return own === name || own === `${stackOf(urn) ?? ""}-${name}`;
}

/** The name without that of the stack before it. */
export function shortName(urn: string): string {
  const [own, prefix] = [nameOf(urn), `${stackOf(urn) ?? ""}-`];
  return own.startsWith(prefix) ? own.slice(prefix.length) : own;
}
