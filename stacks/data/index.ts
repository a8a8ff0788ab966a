import * as pulumi from "@pulumi/pulumi";
import { DataTier } from "@throughline/components";
import { dataContract, fulfil } from "../contracts";
import { environmentsRead } from "../contracts/elsewhere";
import { knownNetwork } from "../contracts/known-network";
import { readContract } from "../contracts/read";
import { existingData } from "../existing/data";
import { awsProvider } from "../program";
import { requireSections } from "../require-sections";
import { dataTierNetwork } from "./network";

const sections = requireSections("account", "network", "data", "existing");
const provider = awsProvider(sections.account, "data");
// Deployed after these, of which it may hold copies.
for (const environment of environmentsRead("data", "data")) {
  readContract("data", { environment });
}

export = fulfil(dataContract, sections.existing.data ? existingData(sections, { provider }) : newData());

function newData(): Pick<DataTier, "databases" | "caches" | "secretArns"> {
  const network = dataTierNetwork(sections, readContract("network", { known: knownNetwork(sections) }));
  const { databases, caches, secretArns } = new DataTier(
    pulumi.getStack(),
    { ...sections.data, network },
    { providers: [provider] },
  );
  return { databases, caches, secretArns };
}
