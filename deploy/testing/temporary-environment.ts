/** Sets variables of this process's environment until the end of a test. */
export function temporaryEnvironment(): (name: string, value: string) => void {
  const before = new Map<string, string | undefined>();
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) {
        Reflect.deleteProperty(process.env, name);
      } else {
        process.env[name] = value;
      }
    }
    before.clear();
  });
  return (name, value) => {
    before.set(name, before.has(name) ? before.get(name) : process.env[name]);
    process.env[name] = value;
  };
}
