import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { expect } from "chai";
import { parse } from "yaml";
import { sandboxPassphrase, sandboxSettings } from "./settings";

interface Settings {
  config: Record<string, unknown>;
  encryptionsalt: string;
}

/** Decrypts as the engine does, with nothing but the passphrase and what stands in the settings. */
function decrypted(settings: Settings, secure: string): string {
  const salt = Buffer.from(settings.encryptionsalt.split(":")[1] ?? "", "base64");
  const [nonce, sealed] = secure
    .split(":")
    .slice(-2)
    .map((part) => Buffer.from(part, "base64"));
  if (nonce === undefined || sealed === undefined) {
    return expect.fail(secure);
  }
  const decipher = createDecipheriv("aes-256-gcm", pbkdf2Sync(sandboxPassphrase, salt, 1_000_000, 32, "sha256"), nonce);
  decipher.setAuthTag(sealed.subarray(-16));
  return decipher.update(sealed.subarray(0, -16)).toString() + decipher.final().toString();
}

async function settingsOf(text: string): Promise<Settings> {
  return parse(await sandboxSettings(text, "yaml")) as Settings;
}

describe("settings in a sandbox", () => {
  it("are the settings, with the sandbox's own encryption in place of the real one", async () => {
    const settings = await settingsOf(
      "secretsprovider: awskms://alias/real\nencryptedkey: AAAA\nconfig:\n  aws:region: eu-central-1\n",
    );
    expect(Object.keys(settings)).to.deep.equal(["config", "encryptionsalt"]);
    expect(settings.config).to.deep.equal({ "aws:region": "eu-central-1" });
    expect(decrypted(settings, settings.encryptionsalt)).to.equal("pulumi");
  });

  it("hold a marked fake for each secret, at any depth, that is still a secret", async () => {
    const settings = await settingsOf(`
config:
  app:token: { secure: v1:REAL:REAL }
  app:database:
    host: db.internal
    users:
      - { name: admin, password: { secure: v1:REAL:REAL } }
`);
    const { "app:token": token, "app:database": database } = settings.config as {
      "app:token": { secure: string };
      "app:database": { host: string; users: { name: string; password: { secure: string } }[] };
    };
    expect(decrypted(settings, token.secure)).to.equal("sandbox-fake-app:token");
    expect(database.host).to.equal("db.internal");
    expect(database.users[0]?.name).to.equal("admin");
    expect(decrypted(settings, database.users[0]?.password.secure ?? "")).to.equal(
      "sandbox-fake-app:database.users.password",
    );
  });

  it("leave alone what only looks like a secret", async () => {
    const { config } = await settingsOf("config:\n  app:flags: { secure: v1, other: 2 }\n");
    expect(config).to.deep.equal({ "app:flags": { secure: "v1", other: 2 } });
  });

  it("may be JSON", async () => {
    const text = await sandboxSettings('{"config": {"app:token": {"secure": "v1:REAL:REAL"}}}', "json");
    expect(JSON.parse(text))
      .to.have.nested.property("config.app:token.secure")
      .that.matches(/^v1:(?!REAL)/);
  });

  it("that are not YAML are left for the engine to complain about", async () => {
    expect(await sandboxSettings("config: [", "yaml")).to.equal("config: [");
  });
});
