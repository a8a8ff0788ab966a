import { dataContract } from "../contracts";
import { environmentsRead } from "../contracts/elsewhere";
import { knownNetwork } from "../contracts/known-network";
import { tierNamed } from "../contracts/named";
import { readContract } from "../contracts/read";
import { mapNames, placeholders, stub } from "../contracts/stub";
import { requireSections } from "../require-sections";

const { data, ...sections } = requireSections("account", "network", "data");
const network = readContract("network", { known: knownNetwork(sections) });
const primaries = environmentsRead("data", "data").map((environment) => readContract("data", { environment }));
const id = placeholders(
  tierNamed(network, data.tier).vpc.vpcId,
  ...primaries.map(({ databases }) => databases.apply((byName) => Object.keys(byName).join())),
);

const store = (engine: string, port: number, name: string) => ({
  engine,
  port,
  arn: id("arn", name),
  endpoint: id("endpoint", name),
  securityGroupId: id("security-group", name),
  secretArn: id("secret", name),
});

export = stub(dataContract, {
  databases: mapNames(data.databases ?? {}, (name, { engine, port = 5432, databaseName }) => ({
    ...store(engine, port, name),
    databaseName,
  })),
  caches: mapNames(data.caches ?? {}, (name) => store("redis", 6379, name)),
  secretArns: mapNames(data.secrets ?? {}, (name) => id("secret", name)),
});
