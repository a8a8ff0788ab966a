import { appsContract } from "../contracts";
import { readContract } from "../contracts/read";
import { mapNames, placeholders, stub } from "../contracts/stub";
import { readSections } from "../program";
import { requireSections } from "../require-sections";

const { apps } = requireSections("apps");
const { data, mesh } = readSections("data", "mesh");
const { cluster } = readContract("compute");
const id = placeholders(
  cluster.apply((present) => present?.name ?? "no cluster"),
  ...(mesh ? [readContract("mesh").trustDomain] : []),
  ...(data ? [readContract("data").databases.apply((byName) => Object.keys(byName).join())] : []),
);

export = stub(appsContract, {
  services: mapNames(apps.services, (name, { namespace = name, port }) => ({
    namespace,
    serviceAccount: id("service-account", name),
    service: id("service", name),
    port,
    hosts: [],
  })),
});
