import { expect } from "chai";
import * as fc from "fast-check";
import { type SubnetAllocationArgs, type TierArgs, TierType, allocateSubnets } from ".";

const zones = ["us-east-1a", "us-east-1b"];

const attempt = (args: Partial<SubnetAllocationArgs>) =>
  allocateSubnets({ cidrBlock: "10.0.0.0/16", availabilityZones: zones, tiers: [], ...args });

/** All problems, as lines. */
const problemsOf = (args: Partial<SubnetAllocationArgs>) =>
  attempt(args).problems.map(({ path, reason }) => `${path}: ${reason}`);

const tierProblems = (tier: Partial<TierArgs>, rest: Partial<SubnetAllocationArgs> = {}) =>
  problemsOf({ tiers: [{ name: "app", type: TierType.private, ...tier }], ...rest });

describe("a VPC's block", () => {
  const refused = [
    ["10.0.1.0/16", "cidrBlock: 10.0.1.0/16 has bits set beyond its prefix. The block is 10.0.0.0/16: write that."],
    ["10.0.0.0/15", "cidrBlock: A VPC is from /16 to /28; 10.0.0.0/15 is too large."],
    ["10.0.0.0/29", "cidrBlock: A VPC is from /16 to /28; 10.0.0.0/29 is too small."],
    ["10.0.0.0", 'cidrBlock: "10.0.0.0" is not an IPv4 CIDR block. Write it as 10.0.0.0/16.'],
    ["2001:db8::/56", 'cidrBlock: "2001:db8::/56" is not an IPv4 CIDR block. Write it as 10.0.0.0/16.'],
  ] as const;
  for (const [cidrBlock, problem] of refused) {
    it(`is refused when it is ${cidrBlock}`, () => {
      expect(problemsOf({ cidrBlock })).to.deep.equal([problem]);
    });
  }

  it("is refused in ranges that address no host", () => {
    for (const cidrBlock of ["0.1.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "250.0.0.0/24"]) {
      expect(problemsOf({ cidrBlock })[0], cidrBlock).to.match(/which .*Take a block from 10\.0\.0\.0\/8/);
    }
  });

  it("is taken from every private range without a word", () => {
    for (const cidrBlock of ["10.255.0.0/16", "172.16.0.0/16", "192.168.0.0/24", "100.64.0.0/16"]) {
      expect(attempt({ cidrBlock }), cidrBlock).to.deep.equal({ tiers: [], problems: [], warnings: [] });
    }
  });

  it("is taken with a warning where it hides hosts of the internet or meets Docker's", () => {
    const warningOf = (cidrBlock: string) => attempt({ cidrBlock }).warnings[0]?.reason;
    expect(warningOf("5.0.0.0/16")).to.match(/^5\.0\.0\.0\/16 belongs to hosts on the internet/);
    expect(warningOf("172.17.128.0/20")).to.match(/^172\.17\.128\.0\/20 meets 172\.17\.0\.0\/16/);
    expect(problemsOf({ cidrBlock: "5.0.0.0/16" })).to.deep.equal([]);
  });
});

describe("availability zones", () => {
  it("are named in the forms that AWS has", () => {
    const lists = [["eu-central-1a"], ["us-gov-west-1b"], ["eusc-de-east-1a"], ["us-west-2a", "us-west-2-lax-1a"]];
    for (const availabilityZones of lists) expect(problemsOf({ availabilityZones })).to.deep.equal([]);
  });

  it("are neither ids nor regions, in one region, each once, at least one", () => {
    expect(
      problemsOf({ availabilityZones: ["us-east-1a", "use1-az2", "us-east-1", "eu-west-1a", "us-east-1a"] }),
    ).to.deep.equal([
      'availabilityZones[1]: "use1-az2" is not the name of an availability zone. Give names such as us-east-1a, not ids such as use1-az1.',
      'availabilityZones[2]: "us-east-1" is not the name of an availability zone. Give names such as us-east-1a, not ids such as use1-az1.',
      "availabilityZones[3]: eu-west-1a is not in us-east-1, where the list begins. A VPC is in one region.",
      "availabilityZones[4]: us-east-1a is listed twice. Each zone gets one subnet in each tier.",
    ]);
    expect(problemsOf({ availabilityZones: [] })[0]).to.match(/^availabilityZones: No availability zone is given/);
  });
});

describe("a tier", () => {
  it("has a name for flows and resources, and a type", () => {
    expect(tierProblems({ name: "App tier" })[0]).to.match(/^tiers\[0\]\.name: "App tier" is not a name for a tier/);
    expect(tierProblems({ type: "privat" as TierType })).to.deep.equal([
      'tiers[0].type: "privat" is not a type of tier: public, private, isolated, attachment.',
    ]);
  });

  it("has a name of its own", () => {
    const tier = { name: "app", type: TierType.public };
    expect(problemsOf({ tiers: [tier, tier] })).to.deep.equal([
      'tiers[1].name: Two tiers are named "app". Names are unique in a VPC.',
    ]);
  });

  const refused: [string, Partial<TierArgs>, string][] = [
    ["a /15 subnet", { subnetMask: 15 }, "subnetMask: A subnet is from /16 to /28, not /15."],
    ["a /29 subnet", { subnetMask: 29 }, "subnetMask: A subnet is from /16 to /28, not /29."],
    ["half a prefix", { subnetMask: 20.5 }, "subnetMask: A subnet is from /16 to /28, not /20.5."],
    ["no room", { maxAvailabilityZones: 0 }, "maxAvailabilityZones: 0 is not a whole number from 1 to 16."],
    [
      "host bits in its block",
      { cidrBlock: "10.0.1.0/20" },
      "cidrBlock: 10.0.1.0/20 has bits set beyond its prefix. The block is 10.0.0.0/20: write that.",
    ],
    [
      "a block outside the VPC",
      { cidrBlock: "10.1.0.0/20" },
      "cidrBlock: 10.1.0.0/20 is outside the VPC's block 10.0.0.0/16.",
    ],
    [
      "a block that is larger than the VPC",
      { cidrBlock: "10.0.0.0/15", subnetMask: 17 },
      "cidrBlock: 10.0.0.0/15 is outside the VPC's block 10.0.0.0/16.",
    ],
    [
      "a block smaller than its subnets",
      { cidrBlock: "10.0.0.0/22", subnetMask: 20 },
      "subnetMask: A /20 subnet does not fit into 10.0.0.0/22.",
    ],
    [
      "a block too small to divide",
      { cidrBlock: "10.0.0.0/27" },
      "cidrBlock: 10.0.0.0/27 divided among 4 availability zones gives /29, and a subnet is from /16 to /28. Take another block, or set subnetMask or maxAvailabilityZones.",
    ],
    [
      "more room than its block has",
      { cidrBlock: "10.0.0.0/22", subnetMask: 24, maxAvailabilityZones: 6 },
      "maxAvailabilityZones: The tier's block has room for 4 subnets of /24, not for 6. Leave this out, or take a larger block.",
    ],
    [
      "fewer given subnets than availability zones",
      { subnetCidrBlocks: ["10.0.0.0/24"] },
      "subnetCidrBlocks: Each availability zone needs a subnet. Add one for us-east-1b.",
    ],
    [
      "an empty list of subnets",
      { subnetCidrBlocks: [] },
      "subnetCidrBlocks: Is empty. Leave it out to have the tier divided.",
    ],
    [
      "a mask beside given subnets",
      { subnetMask: 24, subnetCidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] },
      "subnetMask: Means nothing beside subnetCidrBlocks, where each subnet is written. Leave it out.",
    ],
    [
      "given subnets that overlap",
      { subnetCidrBlocks: ["10.0.0.0/23", "10.0.1.0/24"] },
      "subnetCidrBlocks[1]: 10.0.1.0/24 overlaps 10.0.0.0/23 of the same tier.",
    ],
    [
      "a given subnet of a size that AWS does not take",
      { subnetCidrBlocks: ["10.0.0.0/24", "10.0.1.0/29"] },
      "subnetCidrBlocks[1]: A subnet is from /16 to /28, not 10.0.1.0/29.",
    ],
    [
      "a given subnet outside its own block",
      { cidrBlock: "10.0.0.0/23", subnetCidrBlocks: ["10.0.0.0/24", "10.0.2.0/24"] },
      "subnetCidrBlocks[1]: 10.0.2.0/24 is not in the tier's own block, 10.0.0.0/23.",
    ],
    [
      "a given subnet outside the VPC",
      { subnetCidrBlocks: ["10.0.0.0/24", "10.1.0.0/24"] },
      "subnetCidrBlocks[1]: 10.1.0.0/24 is outside the VPC's block 10.0.0.0/16.",
    ],
  ];
  for (const [fault, tier, problem] of refused) {
    it(`is refused with ${fault}`, () => {
      expect(tierProblems(tier)).to.deep.equal([`tiers[0].${problem}`]);
    });
  }

  it("without room for another availability zone says how to get it", () => {
    const availabilityZones = ["a", "b", "c", "d", "e"].map((letter) => `us-east-1${letter}`);
    expect(tierProblems({}, { availabilityZones })).to.deep.equal([
      'tiers[0]: Tier "app" has room for 4 subnets of /20; 5 availability zones are given. Before its first deployment, ' +
        "give it maxAvailabilityZones: 5. Afterwards that would move its subnets: list the existing ones, and new ones, in subnetCidrBlocks.",
    ]);
  });

  it("that overlaps an earlier one is told of a free block", () => {
    const problems = problemsOf({
      tiers: [
        { name: "app", type: TierType.private },
        { name: "data", type: TierType.isolated, cidrBlock: "10.0.32.0/22" },
        { name: "cache", type: TierType.isolated, subnetCidrBlocks: ["10.0.64.0/24", "10.0.0.0/24"] },
      ],
    });
    expect(problems).to.deep.equal([
      'tiers[1].cidrBlock: 10.0.32.0/22 overlaps tier "app", which has 10.0.0.0/18. The lowest free block of this size is 10.0.64.0/22.',
      'tiers[2].subnetCidrBlocks[1]: 10.0.0.0/24 overlaps tier "app", which has 10.0.0.0/18. The lowest free block of this size is 10.0.65.0/24.',
    ]);
  });

  it("that cannot fit with smaller subnets is not told to have them", () => {
    expect(tierProblems({}, { cidrBlock: "10.0.0.0/27" })[0]).to.match(
      /the largest aligned block left is a \/27\. Give the VPC a larger cidrBlock, or earlier tiers smaller subnets/,
    );
  });

  it("that does not fit any more says what it needs, what is left, and what would fit", () => {
    const tiers = ["a", "b", "c"].map((name) => ({ name, type: TierType.private }));
    const full = { name: "d", type: TierType.isolated };
    expect(problemsOf({ cidrBlock: "10.0.0.0/17", tiers })).to.deep.equal([
      'tiers[2]: Tier "c" needs a /18: 4 subnets of /20, 16384 addresses. Of the 32768 addresses of 10.0.0.0/17, ' +
        "earlier tiers take 32768; nothing is left. Give the VPC a larger cidrBlock, or earlier tiers smaller subnets (a larger subnetMask).",
    ]);
    expect(problemsOf({ cidrBlock: "10.0.0.0/18", tiers: [full, ...tiers] })[0]).to.equal(
      'tiers[1]: Tier "a" needs a /18: 4 subnets of /20, 16384 addresses. Of the 16384 addresses of 10.0.0.0/18, ' +
        "earlier tiers take 1024; the largest aligned block left is a /19. Give it subnetMask: 21, or the VPC a larger cidrBlock.",
    );
  });
});

describe("everything that is wrong", () => {
  it("is said at once", () => {
    const problems = problemsOf({
      cidrBlock: "10.0.0.1/16",
      availabilityZones: ["here"],
      tiers: [
        { name: "a", type: TierType.private, subnetMask: 40 },
        { name: "b", type: TierType.private, subnetCidrBlocks: ["x"] },
      ],
    });
    expect(problems.map((line) => line.split(":")[0])).to.deep.equal([
      "availabilityZones[0]",
      "cidrBlock",
      "tiers[0].subnetMask",
      "tiers[1].subnetCidrBlocks[0]",
    ]);
  });

  it("is said, never thrown", () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("10.0.0.0/16", "10.0.0.0/20", "10.0.16.0/28", "us-east-1a", "app"),
    );
    const number = fc.oneof(fc.integer(), fc.double(), fc.integer({ min: 14, max: 30 }));
    const tier = fc.record(
      {
        name: text,
        type: fc.oneof(fc.constantFrom(...Object.values(TierType)), text as fc.Arbitrary<TierType>),
        subnetMask: number,
        maxAvailabilityZones: number,
        cidrBlock: text,
        subnetCidrBlocks: fc.array(text),
      },
      { requiredKeys: ["name", "type"] },
    );
    const args = fc.record({ cidrBlock: text, availabilityZones: fc.array(text), tiers: fc.array(tier) });
    fc.assert(
      fc.property(args, (any) => {
        allocateSubnets(any);
      }),
    );
  });
});
