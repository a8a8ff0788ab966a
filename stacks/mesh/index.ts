import * as pulumi from "@pulumi/pulumi";
import { IstioMesh } from "@throughline/components/mesh/istio-mesh";
import { accountsWithRoles } from "@throughline/components/mesh/add-ons/index";
import { kubernetesProvider, presentCluster } from "../cluster-access";
import { fulfil, meshContract } from "../contracts";
import { named } from "../contracts/named";
import { readContract } from "../contracts/read";
import { awsProvider } from "../program";
import { requireSections } from "../require-sections";

const { account, compute, mesh: settings, versions } = requireSections("account", "compute", "mesh", "versions");
const { cluster, roleArns, ingress } = readContract("compute");
const accounts = accountsWithRoles(settings.addOns ?? {}, compute.engine);

const { namespaces, ingressGateway, trustDomain, ...installed } = new IstioMesh(
  pulumi.getStack(),
  {
    ...settings,
    cluster: {
      name: presentCluster(cluster).name,
      engine: compute.engine,
      region: account.region,
      // Every way in ends at the nodes.
      vpcId: ingress.apply((kinds) => Object.values(kinds)[0]?.vpcId ?? ""),
      roleArns: Object.fromEntries(accounts.map((name) => [name, named(roleArns, name)])),
    },
    versions,
    tags: compute.tags,
  },
  { providers: [awsProvider(account, "mesh"), kubernetesProvider(cluster, { account, compute })] },
);

export = fulfil(meshContract, { namespaces, ingressGateway, trustDomain, versions: installed.versions });
