/**
 * What a resource costs in the sandbox, as the engine asks for it (check, then create, by gRPC), while the world grows.
 * Processor time is given beside wall time: a busy machine lengthens only the latter. The client runs in this process
 * too, so both include its share.
 *
 * `npm run bench:sandbox`
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { startSandbox } from "../sandbox";
import { Connection } from "../sandbox/testing/engine";

const sizes = [200, 2_000, 10_000];
const rulesPerGroup = 5;

/** A VPC with groups and their rules: references, uniqueness and quotas are asked for each of them. */
async function fill(connection: Connection, size: number): Promise<number> {
  const vpc = await connection.make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" });
  let made = 1;
  for (let group = 0; made < size; group++) {
    const name = `group-${group}`;
    const { id } = await connection.make("aws:ec2/securityGroup:SecurityGroup", name, { name, vpcId: vpc.id });
    const rules = Array.from({ length: rulesPerGroup }, (_, index) =>
      connection.make("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", `${name}-${index}`, {
        securityGroupId: id,
        cidrIpv4: `10.0.${index}.0/24`,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      }),
    );
    made += 1 + (await Promise.all(rules)).length;
  }
  return made;
}

async function measure(size: number, worldDirectory?: string): Promise<void> {
  const sandbox = await startSandbox({ worldDirectory });
  const connection = new Connection(sandbox, "aws");
  try {
    await connection.configure({ region: "us-east-1" });
    const [begin, before] = [performance.now(), process.cpuUsage()];
    const made = await fill(connection, size);
    const milliseconds = performance.now() - begin;
    const { user, system } = process.cpuUsage(before);
    const columns = [
      String(made).padStart(6),
      worldDirectory === undefined ? "memory" : "disk  ",
      `${((1000 * 2 * made) / milliseconds).toFixed(0).padStart(6)} operations/s`,
      `${(milliseconds / made).toFixed(2)} ms per resource`,
      `${((user + system) / 1000 / made).toFixed(2)} ms processor time`,
    ];
    console.log(columns.join("  "));
  } finally {
    connection.close();
    await sandbox.close();
  }
}

void (async () => {
  await measure(sizes[0] ?? 0);
  console.log("(the line above warms up)");
  for (const size of sizes) {
    await measure(size);
    const folder = mkdtempSync(join(tmpdir(), "throughline-bench-"));
    try {
      await measure(size, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
})();
