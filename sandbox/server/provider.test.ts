import { expect } from "chai";
import { startSandbox } from "../sandbox";
import type { Sandbox, SandboxOptions } from "../sandbox";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { startMonitor } from "../testing/monitor";
import { Connection, values } from "../testing/engine";
import { BUCKET, COMPONENT, GATEWAY, HOST, NETWORK, ROLE, TABLE, TOKEN, toy } from "../testing/toy-package";
import { unknown } from "../wire/values";

describe("a provider of the sandbox", () => {
  let sandbox: Sandbox;
  let connections: Connection[];
  let north: Connection;

  beforeEach(() => start({ patience: 50 }));
  afterEach(stop);

  async function start(options: SandboxOptions): Promise<void> {
    sandbox = await startSandbox({ packages: [toy], account: "1", ...options });
    connections = [];
    north = await connect({ region: "north", tags: { team: "net" } });
  }

  async function stop(): Promise<void> {
    for (const connection of connections) {
      connection.close();
    }
    await sandbox.close();
  }

  async function restart(options: SandboxOptions): Promise<void> {
    await stop();
    await start(options);
  }

  async function connect(config: Record<string, unknown>): Promise<Connection> {
    const connection = new Connection(sandbox);
    connections.push(connection);
    await connection.configure(config);
    return connection;
  }

  const network = (name = "net", inputs = {}) => north.make(NETWORK, name, { cidr: "10.0.0.0/8", ...inputs });
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "accepted",
      (error: unknown) => /api error (\w+):/.exec((error as Error).message)?.[1] ?? (error as Error).message,
    );

  describe("check", () => {
    it("fills in defaults and what the provider's configuration gives", async () => {
      const { inputs } = await north.check(NETWORK, "net", values({ cidr: "10.0.0.0/8", name: "n", tags: { a: "b" } }));
      expect(inputs.plain).to.deep.equal({
        cidr: "10.0.0.0/8",
        name: "n",
        dns: true,
        tags: { a: "b" },
        tagsAll: { team: "net", a: "b" },
      });
    });

    it("names each missing required input as the real provider does", async () => {
      const { failures } = await north.check(HOST, "web", values({}));
      expect(failures).to.have.length(1);
      expect(failures[0]?.reason).to.match(/^Missing required argument\. The argument "network_id" is required/);
    });

    it("looks at the form of known values, in lists too, and not at unknown ones", async () => {
      const wrong = await north.check(NETWORK, "net", values({ cidr: "ten", peers: [{ name: "ok" }, { name: "NO" }] }));
      expect(wrong.failures).to.deep.equal([
        { property: "cidr", reason: "expected a CIDR block (BadCidr)" },
        { property: "peers", reason: "peers[].name: expected a name in lower case (BadPeer)" },
      ]);
      const open = await north.check(NETWORK, "net", values({ cidr: unknown, peers: [{ name: unknown }] }));
      expect(open.failures).to.deep.equal([]);
    });

    it("does not name the property of a wrong secret, for the engine would print its value", async () => {
      const { failures } = await north.check(NETWORK, "net", values({ cidr: "s3cret" }, ["cidr"]));
      expect(failures).to.deep.equal([{ property: "", reason: "cidr: expected a CIDR block (BadCidr)" }]);
    });

    it("makes a physical name, the same in every run, and keeps it", async () => {
      const first = await north.check(NETWORK, "net", values({ cidr: "10.0.0.0/8" }));
      const again = await north.check(NETWORK, "net", values({ cidr: "10.0.0.0/8" }));
      expect(first.inputs.plain.name).to.match(/^net-[\da-f]{7}$/);
      expect(again.inputs.plain.name).to.equal(first.inputs.plain.name);
      const kept = await north.check(NETWORK, "net", values({ cidr: "10.0.0.0/8" }), values({ name: "old" }));
      expect(kept.inputs.plain.name).to.equal("old");
    });

    it("shortens the logical name when the physical one would be too long", async () => {
      const { inputs } = await north.check(NETWORK, "a-very-long-logical-name", values({ cidr: "10.0.0.0/8" }));
      expect(inputs.plain.name).to.match(/^a-very-long--[\da-f]{7}$/);
    });

    it("says by name that a type has no row", async () => {
      expect(await codeOf(north.check("toy:net/cloud:Cloud", "c", values({})))).to.match(
        /^the sandbox has no row for toy:net\/cloud:Cloud/,
      );
    });
  });

  describe("create", () => {
    it("answers inputs, what the cloud decides, and an id that is the same in every run", async () => {
      const created = await network();
      expect(created.id).to.match(/^net-[\da-f]{8}$/);
      expect(created.plain).to.include({ id: created.id, cidr: "10.0.0.0/8", dns: true, region: "north" });
      expect(created.plain.tagsAll).to.deep.equal({ team: "net" });

      const other = await startSandbox({ packages: [toy], account: "1" });
      const connection = new Connection(other);
      await connection.configure({ region: "north" });
      const same = await connection.make(NETWORK, "net", { cidr: "10.0.0.0/8" });
      connection.close();
      await other.close();
      expect(same.id).to.equal(created.id);
    });

    it("refuses a reference to nothing with the service's code, in lists and by other outputs too", async () => {
      const { id: networkId } = await network();
      expect(await codeOf(north.make(HOST, "h", { networkId: "net-0" }))).to.equal("NetworkNotFound");
      expect(await codeOf(north.make(HOST, "h", { networkId, tableIds: ["local", "t-0"] }))).to.equal("TableNotFound");
      expect(await codeOf(north.make(HOST, "h", { networkId, roleArn: "arn:0" }))).to.equal("RoleNotFound");
      const role = await north.make(ROLE, "r", { name: "admin" });
      const table = `table-${networkId.slice(4)}`;
      const inputs = { networkId, tableIds: ["local", table], roleArn: role.plain.arn };
      expect(await codeOf(north.make(HOST, "h", inputs))).to.equal("accepted");
    });

    it("reads like the real provider's errors", async () => {
      const message = await north.make(HOST, "h", { networkId: "net-0" }).catch((error: unknown) => String(error));
      expect(message).to.contain("creating Host: api error NetworkNotFound: The network 'net-0' does not exist");
    });

    it("refuses what a rule refuses", async () => {
      const { id: networkId } = await network();
      expect(await codeOf(north.make(HOST, "h", { networkId, size: "huge" }))).to.equal("InsufficientCapacity");
    });

    it("refuses a name that is taken: per region, or in one name space for all accounts", async () => {
      const south = await connect({ region: "south" });
      const stranger = await connect({ region: "north", account: "2" });
      await network("a", { name: "x" });
      expect(await codeOf(network("b", { name: "x" }))).to.equal("NameInUse");
      expect(await codeOf(south.make(NETWORK, "b", { cidr: "1.0.0.0/8", name: "x" }))).to.equal("accepted");
      await north.make(BUCKET, "logs", { name: "logs" });
      expect(await codeOf(stranger.make(BUCKET, "logs2", { name: "logs" }))).to.equal("BucketAlreadyExists");
    });

    it("refuses what exceeds a quota, counted per region", async () => {
      const south = await connect({ region: "south" });
      const codes: string[] = [];
      for (let number = 0; number < 5; number++) {
        codes.push(await codeOf(network(`n${number}`)));
      }
      expect(codes).to.deep.equal(["accepted", "accepted", "accepted", "accepted", "NetworkLimitExceeded"]);
      expect(await codeOf(south.make(NETWORK, "n", { cidr: "1.0.0.0/8" }))).to.equal("accepted");
    });

    it("leaves nothing behind when it is refused", async () => {
      await codeOf(north.make(HOST, "h", { networkId: "net-0" }));
      expect(sandbox.resources()).to.deep.equal([]);
    });

    it("serves many requests at once without giving one name twice", async () => {
      const makers = Array.from({ length: 20 }, (_, index) => codeOf(network(`n${index}`, { name: "x" })));
      const codes = await Promise.all(makers);
      expect(codes.filter((code) => code === "accepted")).to.have.length(1);
    });

    it("counts what it assumed", async () => {
      await network("a");
      await network("b");
      expect(sandbox.assumptions()).to.deep.equal([{ type: NETWORK, property: "guess", count: 2 }]);
    });

    it("carries messages of many megabytes", async () => {
      const { id: networkId } = await network();
      const data = "x".repeat(20 * 1024 * 1024);
      const created = await north.make(HOST, "h", { networkId, data });
      expect(created.plain.data).to.have.length(data.length);
    });
  });

  describe("in a preview", () => {
    it("knows inputs as far as they are known, and of outputs what binds to the provider", async () => {
      const inputs = values({
        cidr: unknown,
        name: "n",
        dns: true,
        tags: { a: "b" },
        tagsAll: { team: "net", a: "b" },
      });
      const planned = await north.create(NETWORK, "net", inputs, true);
      expect(planned.id).to.equal("");
      expect(planned.plain).to.deep.equal({
        cidr: unknown,
        name: "n",
        dns: true,
        tags: { a: "b" },
        tagsAll: { team: "net", a: "b" },
        region: "north",
        arn: unknown,
        created: unknown,
        tableId: unknown,
        guess: unknown,
      });
    });

    it("makes nothing and asks no rule", async () => {
      await north.create(HOST, "h", values({ networkId: "net-0", size: "huge" }), true);
      expect(sandbox.resources()).to.deep.equal([]);
    });

    it("shows what an update would leave, and keeps old outputs where inputs are unknown", async () => {
      const old = await network();
      const known = await north.update(old, values({ ...old.inputs.plain, name: "other" }), true);
      expect(known.plain.arn).to.equal("arn:toy:north:1:other");
      const open = await north.update(old, values({ ...old.inputs.plain, name: unknown }), true);
      expect(open.plain).to.include({ name: unknown, arn: old.plain.arn });
      expect((await north.read(NETWORK, old.id, old))?.plain.name).to.equal(old.plain.name);
    });
  });

  describe("diff", () => {
    it("sees no difference in the same inputs, whatever is secret", async () => {
      const old = await network();
      expect((await north.diff(old, values(old.inputs.plain, ["cidr"]))).changes).to.equal(false);
    });

    it("names each difference by its path and says which replaces", async () => {
      const old = await network("net", { tags: { a: "1", "b.c": "2" }, options: { zone: "z1", size: 1 } });
      const news = { ...old.inputs.plain, tags: { a: "2", d: "3" }, options: { zone: "z2", size: 2 } };
      const difference = await north.diff(old, values(news));
      expect(difference.detailed).to.deep.equal({
        "tags.a": "update",
        'tags["b.c"]': "delete",
        "tags.d": "add",
        "options.zone": "update replace",
        "options.size": "update",
      });
      expect(difference.replaces).to.deep.equal(["options"]);
    });

    it("takes an unknown value for a change", async () => {
      const old = await network();
      const difference = await north.diff(old, values({ ...old.inputs.plain, cidr: unknown }));
      expect(difference.detailed).to.deep.equal({ cidr: "update replace" });
    });

    it("deletes first when a name that was given by hand stays, not when it was generated", async () => {
      const named = await network("a", { name: "mine" });
      const generated = await network("b");
      const moved = (old: typeof named) => north.diff(old, values({ ...old.inputs.plain, cidr: "11.0.0.0/8" }));
      expect((await moved(named)).deleteBeforeReplace).to.equal(true);
      expect((await moved(generated)).deleteBeforeReplace).to.equal(false);
      const renamed = await north.diff(named, values({ ...named.inputs.plain, name: "other" }));
      expect(renamed.deleteBeforeReplace).to.equal(false);
    });

    it("replaces what its provider would make in another region", async () => {
      const old = await network();
      const south = await connect({ region: "south" });
      expect((await south.diff(old, old.inputs)).replaces).to.deep.equal(["region"]);
      const pinned = await south.diff(old, values({ ...old.inputs.plain, region: "north" }));
      expect(pinned.detailed).to.deep.equal({ region: "add" });
    });
  });

  describe("update", () => {
    it("keeps the id and what was decided at creation", async () => {
      const old = await network();
      const updated = await north.update(old, values({ ...old.inputs.plain, dns: false }));
      expect(updated.plain).to.include({ id: old.id, created: old.plain.created, dns: false });
      expect((await north.read(NETWORK, old.id, updated))?.plain).to.deep.equal(updated.plain);
    });

    it("refuses a new reference to nothing, not an old one that is gone by now", async () => {
      const { id: networkId } = await network();
      const role = await north.make(ROLE, "r", { name: "admin" });
      const old = await north.make(HOST, "h", { networkId, roleArn: role.plain.arn });
      await north.delete(role);
      expect(await codeOf(north.update(old, values({ ...old.inputs.plain, size: "small" })))).to.equal("accepted");
      const wrong = values({ ...old.inputs.plain, roleArn: "arn:other" });
      expect(await codeOf(north.update(old, wrong))).to.equal("RoleNotFound");
    });

    it("may keep its own name and its place in the quota", async () => {
      const networks = [];
      for (const name of ["a", "b", "c", "d"]) {
        networks.push(await network(name, { name }));
      }
      for (const old of networks) {
        expect(await codeOf(north.update(old, values({ ...old.inputs.plain, dns: false })))).to.equal("accepted");
      }
      const [first] = networks;
      if (first) {
        expect(await codeOf(north.update(first, values({ ...first.inputs.plain, name: "b" })))).to.equal("NameInUse");
      }
    });

    it("refuses what is gone, with the code that the service has for it", async () => {
      const old = await network();
      sandbox.remove(NETWORK, old.id);
      expect(await codeOf(north.update(old, old.inputs))).to.equal("NetworkNotFound");
    });
  });

  describe("read", () => {
    it("answers what exists, for a refresh and for an import by id", async () => {
      const { plain, inputs, id } = await network();
      for (const found of [await north.read(NETWORK, id), await north.read(NETWORK, id, await network("other"))]) {
        expect(found).to.deep.include({ id, plain, inputs });
      }
    });

    it("answers no id for what does not exist, or exists in another region or account", async () => {
      const { id } = await network();
      const south = await connect({ region: "south" });
      const stranger = await connect({ region: "north", account: "2" });
      expect(await north.read(NETWORK, "net-0")).to.equal(undefined);
      expect(await south.read(NETWORK, id)).to.equal(undefined);
      expect(await stranger.read(NETWORK, id)).to.equal(undefined);
    });

    it("sees what other hands changed and deleted", async () => {
      const state = await network();
      sandbox.edit(NETWORK, state.id, { dns: false, arn: "moved", labels: { by: "hand" } });
      const found = await north.read(NETWORK, state.id, state);
      expect(found?.plain).to.deep.include({ dns: false, arn: "moved", labels: { by: "hand" } });
      expect(found?.inputs.plain).to.deep.equal({ ...state.inputs.plain, dns: false, labels: { by: "hand" } });
      sandbox.remove(NETWORK, state.id);
      expect(await north.read(NETWORK, state.id, state)).to.equal(undefined);
    });
  });

  describe("delete", () => {
    it("refuses what is in use and names the user", async () => {
      const net = await network();
      const host = await north.make(HOST, "h", { networkId: net.id });
      const message = await north.delete(net).catch((error: unknown) => String(error));
      expect(message).to.contain("deleting Network");
      expect(message).to.contain(`api error DependencyViolation: ${net.id} has a dependent object: Host ${host.id}`);
      await north.delete(host);
      expect(await codeOf(north.delete(net))).to.equal("accepted");
    });

    it("lets go what is referred to without being in use", async () => {
      const { id: networkId } = await network();
      const role = await north.make(ROLE, "r", { name: "admin" });
      await north.make(HOST, "h", { networkId, roleArn: role.plain.arn });
      expect(await codeOf(north.delete(role))).to.equal("accepted");
    });

    it("accepts what is gone already", async () => {
      const net = await network();
      sandbox.remove(NETWORK, net.id);
      expect(await codeOf(north.delete(net))).to.equal("accepted");
    });

    it("waits for a request under way to make it possible, as the real provider repeats its call", async () => {
      await restart({ patience: 10_000 });
      const { id: networkId } = await network();
      const host = await north.make(HOST, "h", { networkId });
      const gateway = await north.make(GATEWAY, "g", { networkId });
      const [first] = await Promise.all([codeOf(north.delete(gateway)), north.delete(host)]);
      expect(first).to.equal("accepted");
    });

    it("gives up when nothing is under way", async () => {
      const { id: networkId } = await network();
      await north.make(HOST, "h", { networkId });
      const gateway = await north.make(GATEWAY, "g", { networkId });
      expect(await codeOf(north.delete(gateway))).to.equal("AddressesInUse");
    });
  });

  describe("what a resource brings with it", () => {
    it("exists, can be referred to, and goes with it", async () => {
      const net = await network();
      expect(await north.read(TABLE, String(net.plain.tableId))).to.deep.include({ id: net.plain.tableId });
      const host = await north.make(HOST, "h", { networkId: net.id, tableIds: [net.plain.tableId] });
      expect(await codeOf(north.delete(net))).to.equal("DependencyViolation");
      await north.delete(host);
      await north.delete(net);
      expect(sandbox.resources()).to.deep.equal([]);
    });

    it("survives an update of its owner", async () => {
      const net = await network();
      await north.update(net, values({ ...net.inputs.plain, dns: false }));
      expect(sandbox.resources().map(({ type, owner }) => [type, owner])).to.deep.equal([
        [NETWORK, undefined],
        [TABLE, net.id],
      ]);
    });
  });

  describe("a replacement", () => {
    it("is another resource under the same URN, with an id and a name of its own", async () => {
      const old = await network();
      const replacement = await network("net", { cidr: "11.0.0.0/8" });
      expect(replacement.id).not.to.equal(old.id);
      expect(replacement.plain.name).not.to.equal(old.plain.name);
      await north.delete(old);
      expect(await north.read(NETWORK, replacement.id)).to.deep.include({ id: replacement.id });
    });
  });

  describe("several configured providers in one process", () => {
    it("act each in its own region and account", async () => {
      const south = await connect({ region: "south", account: "2" });
      const [here, there] = await Promise.all([network(), south.make(NETWORK, "net", { cidr: "10.0.0.0/8" })]);
      expect(here.plain).to.include({ region: "north", arn: `arn:toy:north:1:${String(here.plain.name)}` });
      expect(there.plain).to.include({ region: "south", arn: `arn:toy:south:2:${String(there.plain.name)}` });
      expect(there.plain.tagsAll).to.deep.equal({});
    });

    it("make a resource in the region that it names itself, and find it there again", async () => {
      const made = await network("net", { region: "south" });
      expect(made.plain.region).to.equal("south");
      expect((await north.read(NETWORK, made.id, made))?.id).to.equal(made.id);
      expect(await codeOf(north.make(HOST, "h", { networkId: made.id }))).to.equal("NetworkNotFound");
      await north.delete(made);
      expect(sandbox.resources()).to.deep.equal([]);
    });

    it("see what has no region from every region of the account", async () => {
      const south = await connect({ region: "south" });
      const role = await north.make(ROLE, "r", { name: "admin" });
      expect((await south.read(ROLE, "admin"))?.plain.arn).to.equal(role.plain.arn);
      expect(await codeOf(south.make(ROLE, "r2", { name: "admin" }))).to.equal("AlreadyExists");
    });

    it("count what has no region once for all regions of the account", async () => {
      const south = await connect({ region: "south" });
      await north.make(ROLE, "a", { name: "a" });
      await south.make(ROLE, "b", { name: "b" });
      expect(await codeOf(north.make(ROLE, "c", { name: "c" }))).to.equal("LimitExceeded");
    });

    it("are refused when they were never configured", async () => {
      const connection = new Connection(sandbox);
      connections.push(connection);
      expect(await codeOf(connection.check(NETWORK, "n", values({})))).to.match(
        /connection that it has not configured/,
      );
    });

    it("live on after a Cancel, which ends every operation", async () => {
      await north.cancel();
      expect(await codeOf(network())).to.equal("accepted");
    });

    it("are updated, never replaced, when their configuration changes", async () => {
      const difference = await north.diffConfig({ region: "north" }, { region: "south", tags: {} });
      expect(difference).to.deep.include({ replaces: [], detailed: { region: "update", tags: "add" } });
    });

    it("say in CheckConfig why a provider would not start", async () => {
      expect((await north.checkConfig({})).failures).to.deep.equal([{ property: "", reason: "Missing region" }]);
      expect((await north.checkConfig({ region: unknown })).failures).to.deep.equal([]);
    });
  });

  describe("secrets", () => {
    it("come back secret, at their place and in what the cloud made of them", async () => {
      const { id: networkId } = await network();
      const inputs = values({ networkId, password: "hunter2", size: "small" }, ["password"]);
      const checked = await north.check(HOST, "h", inputs);
      expect(checked.inputs.secrets).to.deep.equal([["password"]]);
      const created = await north.create(HOST, "h", inputs);
      const secrets = [["password"], ["url"], ["token"]];
      expect(created.secrets).to.have.deep.members(secrets);
      const imported = await north.read(HOST, created.id);
      expect(imported?.secrets).to.have.deep.members(secrets);
      expect(imported?.inputs.secrets).to.deep.equal([["password"]]);
      const updated = await north.update(created, values({ ...inputs.plain, size: "large" }, ["password"]));
      expect(updated.secrets).to.have.deep.members(secrets);
    });

    it("stay secret when only the state knows that they are", async () => {
      const { id: networkId } = await network();
      const created = await north.make(HOST, "h", { networkId, note: "private" });
      const read = await north.read(HOST, created.id, { ...created, secrets: [["note"]] });
      expect(read?.secrets).to.deep.include(["note"]);
    });

    it("are not told by a refusal", async () => {
      const inputs = values({ networkId: "private-network" }, ["networkId"]);
      const message = await north.create(HOST, "h", inputs).catch((error: unknown) => String(error));
      expect(message).to.contain("NetworkNotFound: The network '[secret]' does not exist");
    });

    it("make every answer of a data source secret that was asked with one", async () => {
      await network("net", { name: "n" });
      const open = await north.invoke("toy:net/getNetwork:getNetwork", values({ name: "n" }));
      expect(open.secrets).to.deep.equal([]);
      const sealed = await north.invoke("toy:net/getNetwork:getNetwork", values({ name: "n" }, ["name"]));
      expect(sealed.secrets).to.have.length(Object.keys(open.plain).length);
    });
  });

  describe("a data source", () => {
    const token = "toy:net/getNetwork:getNetwork";

    it("answers from the world of its region", async () => {
      const net = await network("net", { name: "n" });
      expect((await north.invoke(token, values({ name: "n" }))).plain.id).to.equal(net.id);
      expect(await codeOf(north.invoke(token, values({ name: "n", region: "south" })))).to.equal("NoSuchNetwork");
      expect(sandbox.assumptions()).to.deep.include({ type: token, property: undefined, count: 1 });
    });

    it("that has no row is named", async () => {
      expect(await codeOf(north.invoke("toy:net/getX:getX", values({})))).to.match(
        /^the sandbox has no answer for toy:net\/getX:getX/,
      );
    });
  });

  describe("a component", () => {
    it("registers its children with the monitor of the engine that asks", async () => {
      const monitor = await startMonitor();
      const request = new pb.ConstructRequest().setType(COMPONENT).setName("web").setMonitorendpoint(monitor.address);
      const response = await north.construct(request);
      expect(monitor.registered).to.deep.equal([COMPONENT, HOST]);
      expect(response.getUrn()).to.equal(`urn:${COMPONENT}`);
      monitor.close();
    });

    it("that is not known is named", async () => {
      const request = new pb.ConstructRequest().setType("toy:index:Other").setMonitorendpoint("127.0.0.1:1");
      expect(await codeOf(north.construct(request))).to.contain("toy:index:Other");
    });

    it("lets its package take references and outputs as they are, others get ids and values", async () => {
      const response = await north.configure({ region: "north" });
      expect(response.getAcceptresources() && response.getAcceptoutputs()).to.equal(true);
    });
  });

  describe("what lives in the state alone", () => {
    it("is in no account, and is what the state says", async () => {
      const token = await north.make(TOKEN, "t", {});
      expect(token).to.deep.include({ id: "none", secrets: [["value"]] });
      expect(sandbox.resources()).to.deep.equal([]);
      expect((await north.read(TOKEN, "none", token))?.plain).to.deep.equal(token.plain);
      const kept = await north.update(token, values({ note: "x" }));
      expect(kept.plain).to.deep.equal({ ...token.plain, note: "x" });
    });

    it("can be made several times, each with values of its own", async () => {
      const [one, other] = [await north.make(TOKEN, "t", {}), await north.make(TOKEN, "u", {})];
      expect(one.plain.value).not.to.equal(other.plain.value);
      expect((await north.make(TOKEN, "t", {})).plain.value).not.to.equal(one.plain.value);
    });

    it("is imported as far as its id tells", async () => {
      const imported = await north.read(TOKEN, "abc");
      expect(imported?.plain).to.deep.equal({ id: "none", value: "abc", length: 3 });
      expect(imported?.secrets).to.deep.equal([["value"]]);
      expect(imported?.inputs.plain).to.deep.equal({ length: 3 });
    });
  });
});
