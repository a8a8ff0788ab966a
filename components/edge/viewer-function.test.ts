import { runInNewContext } from "node:vm";

import { expect } from "chai";

import { singlePageFunction } from "./viewer-function";

/** Where the function sends a request. */
function sent(uri: string): unknown {
  return runInNewContext(`${singlePageFunction}; handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`);
}

describe("the function for applications that route in the browser", () => {
  it("answers paths that name no file with the page", () => {
    for (const path of ["/", "/accounts", "/accounts/42", "/v1.2/accounts", "/accounts/"]) {
      expect(sent(path), path).to.equal("/index.html");
    }
  });

  it("leaves files alone", () => {
    for (const path of ["/main.js", "/assets/logo.svg", "/.well-known/security.txt"]) {
      expect(sent(path), path).to.equal(path);
    }
  });
});
