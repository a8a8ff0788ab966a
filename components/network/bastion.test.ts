import { expect } from "chai";

import { record, type Recording, valueOf } from "../testing/recorder";
import { Bastion, type BastionArgs } from "./bastion";

const instance = "aws:ec2/instance:Instance";

function makeBastion(args: Partial<BastionArgs> = {}): Bastion {
  return new Bastion("jump", { subnetId: "subnet-1", public: false, securityGroupIds: ["sg-1"], ...args });
}

describe("Bastion", () => {
  let made: Recording<Bastion>;
  before(async () => {
    made = await record(() => makeBastion());
  });

  it("gives its metadata to session tokens only", () => {
    expect(made.get(instance, "jump").inputs.metadataOptions).to.include({ httpTokens: "required" });
  });

  it("has an encrypted root volume", () => {
    expect(made.get(instance, "jump").inputs.rootBlockDevice).to.include({ encrypted: true });
  });

  it("has no key and no public address in a private subnet", () => {
    const { inputs } = made.get(instance, "jump");
    expect(inputs).to.deep.include({
      subnetId: "subnet-1",
      vpcSecurityGroupIds: ["sg-1"],
      associatePublicIpAddress: false,
    });
    expect(inputs).not.to.have.property("keyName");
  });

  it("has a public address in a public subnet", async () => {
    const { get } = await record(() => makeBastion({ public: true }));
    expect(get(instance, "jump").inputs.associatePublicIpAddress).to.equal(true);
  });

  it("may do what Session Manager needs, and nothing else", () => {
    expect(made.get(instance, "jump").inputs.iamInstanceProfile).to.equal("jump");
    expect(made.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs)).to.deep.equal([
      { role: "jump", policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    ]);
    expect(made.ofType("aws:iam/rolePolicy:RolePolicy")).to.be.empty;
  });

  for (const [instanceType, architecture] of [
    ["t4g.nano", "arm64"],
    ["c8gn.large", "arm64"],
    ["t3.micro", "x86_64"],
    ["g5.xlarge", "x86_64"],
  ]) {
    it(`starts ${String(instanceType)} from the Amazon Linux 2023 image for ${String(architecture)}`, async () => {
      const { get, lookups } = await record(() => makeBastion({ instanceType }));
      expect(lookups.map(({ inputs }) => inputs.name)).to.deep.equal([
        `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${String(architecture)}`,
      ]);
      expect(get(instance, "jump").inputs.ami).to.equal("ami-0123456789abcdef0");
    });
  }

  it("takes a given image without looking one up", async () => {
    const { get, lookups } = await record(() => makeBastion({ amiId: "ami-given" }));
    expect(get(instance, "jump").inputs.ami).to.equal("ami-given");
    expect(lookups).to.be.empty;
  });

  it("gives what a session is opened with", async () => {
    expect(await valueOf(made.result.instanceId)).to.equal("jump-id");
    expect(await valueOf(made.result.privateIp)).to.equal("jump-private-ip");
  });
});
