import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { temporaryEnvironment } from "../testing/temporary-environment";
import { holdsObjects } from "./holds-objects";

const listing = (contents: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
  `<Name>logs</Name>${contents}</ListVersionsResult>`;

describe("whether a bucket holds objects", () => {
  const setVariable = temporaryEnvironment();
  const requests: string[] = [];
  let server: Server;
  let answer: { status: number; body: string };
  before(async () => {
    server = createServer((request, response) => {
      requests.push(`${request.method ?? ""} ${request.url ?? ""}`);
      response.writeHead(answer.status, { "content-type": "application/xml" }).end(answer.body);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => {
    server.close();
  });
  beforeEach(() => {
    requests.length = 0;
    const { port } = server.address() as AddressInfo;
    setVariable("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${port}`);
    setVariable("AWS_ACCESS_KEY_ID", "test");
    setVariable("AWS_SECRET_ACCESS_KEY", "test");
  });

  const bucket = { urn: "urn", type: "aws:s3/bucket:Bucket", id: "logs", outputs: { region: "eu-central-1" } };

  it("is asked by reading its versions, current or deleted", async () => {
    answer = { status: 200, body: listing("<DeleteMarker><Key>a</Key><VersionId>1</VersionId></DeleteMarker>") };
    expect(await holdsObjects(bucket, [])).to.equal(true);
    answer = { status: 200, body: listing("") };
    expect(await holdsObjects(bucket, [])).to.equal(false);
    for (const request of requests) {
      expect(request).to.match(/^GET .*[?&]versions/);
    }
  });

  it("is not a matter of the objects that the same stack deletes before", async () => {
    const own = {
      urn: "urn",
      type: "aws:s3/bucketObjectv2:BucketObjectv2",
      outputs: { bucket: "logs", key: "a" },
    };
    const version = "<Version><Key>a</Key><VersionId>1</VersionId></Version>";
    answer = { status: 200, body: listing(version) };
    expect(await holdsObjects(bucket, [own])).to.equal(false);
    expect(await holdsObjects(bucket, [{ ...own, outputs: { bucket: "other", key: "a" } }])).to.equal(true);
    answer = { status: 200, body: listing(`<IsTruncated>true</IsTruncated>${version}`) };
    expect(await holdsObjects(bucket, [own])).to.equal(undefined);
  });

  it("is not known when the answer is none, or of anything else", async () => {
    answer = { status: 403, body: "<Error><Code>AccessDenied</Code></Error>" };
    expect(await holdsObjects(bucket, [])).to.equal(undefined);
    requests.length = 0;
    expect(await holdsObjects({ ...bucket, type: "aws:ecr/repository:Repository" }, [])).to.equal(undefined);
    expect(requests).to.deep.equal([]);
  });
});
