import * as pulumi from "@pulumi/pulumi";
import { HubSpokeNetwork } from "@throughline/components";
import { fulfil, networkContract } from "../contracts";
import { awsProvider, readSections } from "../program";

const { account, network: settings, flows } = readSections("account", "network", "flows");
const { vpcs, natAddresses, transitGateway, privateZone, bastion } = new HubSpokeNetwork(
  pulumi.getStack(),
  { ...settings, flows },
  { providers: [awsProvider(account, "network")] },
);

export = fulfil(networkContract, {
  account,
  availabilityZones: settings.availabilityZones,
  vpcs,
  natAddresses,
  transitGateway,
  privateZone,
  bastion,
});
