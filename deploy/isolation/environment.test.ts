import { existsSync } from "node:fs";
import { expect } from "chai";
import { isolatedEnvironment } from "./environment";
import { privateFolder } from "./folder";

const outside = {
  HOME: "/home/me",
  PATH: "/usr/bin",
  LANG: "de_DE.UTF-8",
  NO_COLOR: "1",
  AWS_ACCESS_KEY_ID: "AKIAREAL",
  AWS_SECRET_ACCESS_KEY: "real",
  AWS_SESSION_TOKEN: "real",
  AWS_PROFILE: "production",
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.23/v1/credentials",
  AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/token",
  AWS_CONFIG_FILE: "/home/me/.aws/config",
  AWS_EC2_METADATA_DISABLED: "false",
  ARM_CLIENT_SECRET: "real",
  AZURE_CLIENT_SECRET: "real",
  GOOGLE_APPLICATION_CREDENTIALS: "/home/me/key.json",
  GITHUB_TOKEN: "real",
  KUBECONFIG: "/home/me/.kube/config",
  KUBERNETES_SERVICE_HOST: "10.0.0.1",
  SSH_AUTH_SOCK: "/run/agent",
  HTTPS_PROXY: "http://proxy:3128",
  PULUMI_ACCESS_TOKEN: "pul-real",
  PULUMI_BACKEND_URL: "s3://real-state",
  PULUMI_CONFIG_PASSPHRASE: "real",
  PULUMI_DEBUG_PROVIDERS: "aws:1",
  NODE_OPTIONS: "--require /tmp/real.js",
};

const folder = privateFolder("/private");
const environment = isolatedEnvironment({
  folder,
  run: "run-1",
  engine: { directory: "/engine" },
  attachments: "aws:5901",
  outside,
});

describe("the environment inside a sandbox", () => {
  it("has nothing of the environment outside but what a terminal and tool chains need", () => {
    const taken = Object.entries(outside).filter(([name, value]) => environment[name] === value);
    expect(Object.fromEntries(taken)).to.deep.equal({ LANG: "de_DE.UTF-8", NO_COLOR: "1" });
    const strangers = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "SSH_AUTH_SOCK", "HTTPS_PROXY", "PULUMI_ACCESS_TOKEN"];
    expect(environment).to.not.have.any.keys(strangers);
  });

  it("leads to no credentials, no cluster and no metadata endpoint", () => {
    expect(environment).to.include({
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:9",
      GCE_METADATA_HOST: "127.0.0.1:9",
    });
    for (const file of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "KUBECONFIG"]) {
      expect(environment[file]).to.equal("/dev/null");
    }
  });

  it("has a home, a Pulumi home and a backend of its own", () => {
    expect(environment).to.include({
      HOME: "/private/home",
      PULUMI_HOME: "/private/pulumi",
      PULUMI_BACKEND_URL: "file:///private/backend",
    });
  });

  it("keeps the engine from getting a provider from anywhere but the sandbox", () => {
    expect(environment).to.include({
      PULUMI_DEBUG_PROVIDERS: "aws:5901",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    });
    expect(environment.PATH).to.equal("/engine:/usr/bin");
  });

  it("leaves the caches of package managers where they are", () => {
    expect(environment).to.include({ npm_config_cache: "/home/me/.npm", GOPATH: "/home/me/go" });
    const own = isolatedEnvironment({
      folder,
      run: "run-1",
      engine: { directory: "/engine" },
      attachments: "",
      outside: { ...outside, npm_config_cache: "/cache/npm" },
    });
    expect(own.npm_config_cache).to.equal("/cache/npm");
  });

  it("is made without making anything", () => {
    expect(existsSync(folder.path)).to.equal(false);
  });
});
