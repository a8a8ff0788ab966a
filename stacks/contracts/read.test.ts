import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { named, tierNamed } from "./named";
import { readContract } from "./read";
import { networkOutputs } from "./testing/network-outputs";

type Values = Record<string, unknown>;

interface Deployed {
  readonly outputs: Values;
  /** Names of the outputs that are secrets. */
  readonly secrets?: readonly string[];
  readonly preview?: boolean;
}

/** Names of the stacks that the program has read. */
const stacksRead: string[] = [];

/** Runs a part of a program while every stack that it reads has these outputs. */
async function reading<T>({ outputs, secrets = [], preview = false }: Deployed, program: () => T): Promise<T> {
  stacksRead.length = 0;
  await pulumi.runtime.setMocks(
    {
      call: () => ({}),
      newResource: ({ id, inputs }) => {
        const { name } = inputs as { name: string };
        stacksRead.push(name);
        return { id, state: { name, outputs, secretOutputNames: secrets } };
      },
    },
    "throughline-compute",
    "dev",
    preview,
    "acme",
  );
  return program();
}

/** What an output comes to. */
async function settled<T>(output: pulumi.Output<T>): Promise<{ value?: T; known: boolean; secret: boolean }> {
  const inner = output as unknown as { promise(): Promise<T>; isKnown: Promise<boolean> };
  const [value, known, secret] = await Promise.all([inner.promise(), inner.isKnown, pulumi.isSecret(output)]);
  return known ? { value, known, secret } : { known, secret };
}

async function refusal(output: pulumi.Output<unknown>): Promise<string> {
  try {
    await settled(output);
  } catch (error) {
    expect(pulumi.RunError.isInstance(error), String(error)).to.equal(true);
    return (error as Error).message;
  }
  return expect.fail("it was read");
}

describe("readContract", () => {
  it("gives outputs whose parts are reached without apply", async () => {
    const vpcId = await reading({ outputs: networkOutputs }, () => readContract("network").vpcs.hub?.vpcId);
    expect(vpcId && (await settled(vpcId))).to.deep.equal({ value: "vpc-1", known: true, secret: false });
  });

  it("reads the stack of its own environment, or of the one that is named, in its own organization", async () => {
    await reading({ outputs: networkOutputs }, () => settled(readContract("network").account));
    expect(stacksRead).to.deep.equal(["acme/throughline-network/dev"]);
    await reading({ outputs: networkOutputs }, () =>
      settled(readContract("network", { environment: "konecta" }).account),
    );
    expect(stacksRead).to.deep.equal(["acme/throughline-network/konecta"]);
  });

  it("keeps secret what the stack has as a secret, and nothing else", async () => {
    const network = await reading({ outputs: networkOutputs, secrets: ["natAddresses"] }, () =>
      readContract("network"),
    );
    expect(await settled(network.natAddresses)).to.deep.equal({ value: ["192.0.2.1"], known: true, secret: true });
    expect(await settled(network.availabilityZones)).to.include({ secret: false });
  });

  it("refuses an update above a layer that is not deployed, and names the stack to deploy", async () => {
    const network = await reading({ outputs: {} }, () => readContract("network"));
    expect(await refusal(network.vpcs)).to.equal(
      'The network layer of "dev" is not deployed: the stack acme/throughline-network/dev has no outputs.\n' +
        "Deploy it first: pulumi -C stacks/network up -s dev",
    );
  });

  it("previews above a layer that is not deployed with every output unknown, and none a secret", async () => {
    const network = await reading({ outputs: {}, preview: true }, () => readContract("network"));
    for (const output of [...Object.values(network), network.vpcs.hub?.tiers.nodes?.subnetIds[0], network.bastion]) {
      expect(output && (await settled<unknown>(output))).to.deep.equal({ known: false, secret: false });
    }
  });

  it("previews with what the settings decide, so that a loop over availability zones runs", async () => {
    const known = { availabilityZones: ["us-east-1a", "us-east-1b"], vpcs: { hub: { cidrBlock: "10.0.0.0/16" } } };
    const { zones, vpcs } = await reading({ outputs: {}, preview: true }, () => {
      const { availabilityZones, vpcs } = readContract("network", { known });
      return { zones: availabilityZones.apply((names) => names.map((name) => name.toUpperCase())), vpcs };
    });
    expect(await settled(zones)).to.deep.include({ value: ["US-EAST-1A", "US-EAST-1B"] });
    expect(await settled(named(vpcs, "hub").cidrBlock)).to.deep.include({ value: "10.0.0.0/16" });
    expect(await settled(named(vpcs, "hub").vpcId)).to.include({ known: false });
  });

  it("tells everything that does not fit in one error, in previews too", async () => {
    const outputs = { ...networkOutputs, contract: { layer: "network", version: 2 }, account: "x", vpcs: [] };
    for (const preview of [false, true]) {
      const network = await reading({ outputs, preview }, () => readContract("network"));
      expect(await refusal(network.natAddresses)).to.equal(
        "The outputs of acme/throughline-network/dev do not fit version 1 of the network layer's contract, " +
          "which this program reads:\n" +
          "  contract.version: 2, and this program reads 1\n" +
          "  account: not a map\n" +
          "  vpcs: not a map\n" +
          "Upgrade this program: what is deployed is newer.",
      );
    }
  });

  it("previews with an output unknown that an upgrade of the layer will add, and refuses to update without it", async () => {
    const outputs = { ...networkOutputs, natAddresses: undefined };
    const preview = await reading({ outputs, preview: true }, () => readContract("network"));
    expect(await settled(preview.natAddresses)).to.include({ known: false });
    expect(await settled(preview.account.region)).to.include({ value: "us-east-1" });
    const update = await reading({ outputs }, () => readContract("network"));
    expect(await refusal(update.account)).to.include("natAddresses: missing (a list)");
  });

  it("refuses an update when the settings name what was not deployed yet", async () => {
    const known = { vpcs: { apps: { cidrBlock: "10.1.0.0/16" } } };
    const network = await reading({ outputs: networkOutputs }, () => readContract("network", { known }));
    expect(await refusal(network.account)).to.include("vpcs.apps: missing, and the settings name it");
  });
});

describe("an entry by its name", () => {
  it("is found, and so is a tier by the name that flows give it", async () => {
    const { vpc, tier } = await reading({ outputs: networkOutputs }, () =>
      tierNamed(readContract("network"), "hub.nodes"),
    );
    expect(await settled(vpc.vpcId)).to.include({ value: "vpc-1" });
    expect(await settled(tier.subnetIds)).to.deep.include({ value: ["subnet-1", "subnet-2"] });
  });

  it("is refused with the names that there are, in previews too", async () => {
    for (const preview of [false, true]) {
      const vpc = await reading({ outputs: networkOutputs, preview }, () =>
        named(readContract("network").vpcs, "hubb"),
      );
      expect(await refusal(vpc)).to.equal('There is no "hubb" among what the contract has by name: hub.');
    }
  });

  it("is unknown while all of them are", async () => {
    const vpc = await reading({ outputs: {}, preview: true }, () => named(readContract("network").vpcs, "hub"));
    expect(await settled(vpc)).to.include({ known: false });
  });
});
