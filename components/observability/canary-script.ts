/**
 * What a canary runs: one request, whose answer has to come and to have the wanted status. It needs nothing but
 * Node.js, so that it works with every runtime. A redirect is an answer, not followed.
 */
export const canaryScript = `"use strict";

const TIMEOUT = 15000;

function ask(url, { method, headers }) {
  const client = url.startsWith("https:") ? require("node:https") : require("node:http");
  return new Promise((resolve, reject) => {
    const request = client.request(url, { method, headers, timeout: TIMEOUT }, (response) => {
      response.on("error", reject);
      response.on("end", () => resolve(response.statusCode));
      response.resume();
    });
    request.on("timeout", () => request.destroy(new Error("no answer in " + TIMEOUT / 1000 + " s")));
    request.on("error", reject);
    request.end();
  });
}

exports.handler = async () => {
  const { CANARY_URL: url, CANARY_METHOD: method, CANARY_HEADERS, CANARY_STATUS } = process.env;
  const headers = { "user-agent": "throughline-canary", ...JSON.parse(CANARY_HEADERS || "{}") };
  const status = await ask(url, { method, headers });
  const wanted = CANARY_STATUS ? status === Number(CANARY_STATUS) : status < 400;
  if (!wanted) {
    throw new Error(method + " " + url + " was answered with " + status + ", not with " + (CANARY_STATUS || "less than 400"));
  }
  return method + " " + url + ": " + status;
};
`;
