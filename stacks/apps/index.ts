import * as pulumi from "@pulumi/pulumi";
import { MeshServices } from "@throughline/components/apps/mesh-services";
import { kubernetesProvider } from "../cluster-access";
import { appsContract, fulfil } from "../contracts";
import { readContract } from "../contracts/read";
import { awsProvider, readSections } from "../program";
import { requireSections } from "../require-sections";
import { serviceArgs } from "./service-args";

const sections = {
  ...requireSections("account", "network", "compute", "mesh", "apps", "versions"),
  ...readSections("data", "edge"),
};
const { cluster } = readContract("compute");
const { services } = new MeshServices(
  pulumi.getStack(),
  serviceArgs(sections, {
    cluster,
    mesh: readContract("mesh"),
    data: sections.data && readContract("data"),
  }),
  { providers: [awsProvider(sections.account, "apps"), kubernetesProvider(cluster, sections)] },
);

export = fulfil(appsContract, { services });
