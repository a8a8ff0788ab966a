import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { expect } from "chai";

import { canaryScript } from "./canary-script";

/** Runs the script as Lambda does: with its environment, and Node.js's own modules. */
function run(environment: Record<string, string>): Promise<string> {
  const exports: { handler?: () => Promise<string> } = {};
  const globals = { exports, require: createRequire(__filename), process: { env: environment } };
  runInNewContext(canaryScript, globals);
  return exports.handler?.() ?? Promise.reject(new Error("the script has no handler"));
}

async function messageOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "success",
    (error: unknown) => (error as Error).message,
  );
}

describe("the script of a canary", () => {
  let server: Server;
  let origin: string;
  let asked: IncomingMessage[];
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      const status = Number(request.url?.slice(1));
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, { location: "/200" }).end("body");
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.close();
  });

  const ask = (status: number, more: Record<string, string> = {}) =>
    run({ CANARY_URL: `${origin}/${status}`, CANARY_METHOD: "GET", ...more });

  it("succeeds with an answer that is no error", async () => {
    expect(await ask(200)).to.match(/^GET http:.*\/200: 200$/);
  });

  it("does not follow a redirect, which is an answer", async () => {
    expect(await ask(301, { CANARY_STATUS: "301" })).to.match(/301$/);
    expect(asked).to.have.length(1);
  });

  it("fails with the status of an error", async () => {
    expect(await messageOf(ask(503))).to.match(/was answered with 503, not with less than 400$/);
  });

  it("fails with another status than the promised one", async () => {
    expect(await messageOf(ask(200, { CANARY_STATUS: "404" }))).to.match(/was answered with 200, not with 404$/);
  });

  it("fails when the connection ends without an answer", async () => {
    expect(await messageOf(ask(0))).to.match(/socket hang up|ECONNRESET/);
  });

  it("sends the method and the headers, and says who asks", async () => {
    await ask(200, { CANARY_METHOD: "HEAD", CANARY_HEADERS: '{"x-version":"v2"}' });
    expect(asked[0]?.method).to.equal("HEAD");
    expect(asked[0]?.headers).to.include({ "x-version": "v2", "user-agent": "throughline-canary" });
  });
});
