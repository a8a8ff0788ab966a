import * as pulumi from "@pulumi/pulumi";
import { HubSpokeNetwork } from "@throughline/components";
import { fulfil, networkContract } from "../contracts";
import { existingNetwork } from "../existing/network";
import { awsProvider, readSections } from "../program";

const sections = readSections("account", "network", "flows", "existing");
const { account, network: settings, flows, existing } = sections;
const provider = awsProvider(account, "network");
const { vpcs, natAddresses, transitGateway, privateZone, bastion } = existing.network
  ? existingNetwork(sections, { provider })
  : new HubSpokeNetwork(pulumi.getStack(), { ...settings, flows }, { providers: [provider] });

export = fulfil(networkContract, {
  account,
  availabilityZones: settings.availabilityZones,
  vpcs,
  natAddresses,
  transitGateway,
  privateZone,
  bastion,
});
