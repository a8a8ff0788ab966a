import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { Failure } from "../errors";
import { temporaryFolder } from "../testing/temporary-folder";
import { makePrivateFolder } from "./folder";
import { refuseAttachedProviders } from "./guard";

describe("attached providers", () => {
  const folder = temporaryFolder();
  const attached = (backend?: string) => () => {
    refuseAttachedProviders({ PULUMI_DEBUG_PROVIDERS: "aws:5901", PULUMI_BACKEND_URL: backend });
  };

  it("may work on a sandbox's own backend", () => {
    const { backendUrl } = makePrivateFolder(join(folder.path, "a sandbox"), "TMPDIR");
    expect(attached(backendUrl)).to.not.throw();
  });

  for (const backend of ["https://api.pulumi.com", "s3://state", "azblob://state", "file://~", undefined]) {
    it(`are refused on ${backend ?? "the backend that Pulumi is logged in to"}`, () => {
      expect(attached(backend)).to.throw(Failure, /Providers are attached \(PULUMI_DEBUG_PROVIDERS=aws:5901\)/);
    });
  }

  it("are refused on a folder that is not a sandbox's", () => {
    const other = join(folder.path, "state");
    mkdirSync(other);
    expect(attached(pathToFileURL(other).href)).to.throw(Failure);
  });

  it("that are not there are refused nowhere", () => {
    expect(() => {
      refuseAttachedProviders({ PULUMI_BACKEND_URL: "s3://state" });
      refuseAttachedProviders({ PULUMI_DEBUG_PROVIDERS: "" });
    }).to.not.throw();
  });
});
