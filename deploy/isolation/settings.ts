import { createCipheriv, pbkdf2, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { type Document, isMap, isPair, isScalar, type Pair, parseDocument, Scalar, visit } from "yaml";

/**
 * Passphrase of every sandbox. All values in a sandbox are fakes: it only lets the engine treat as secret what is
 * secret outside, so it need not be one itself.
 */
export const sandboxPassphrase = "sandbox";

/** The engine's check value for {@link sandboxPassphrase}, as it stands in a settings file. */
export const encryptionSalt = "v1:s2hZ3xQH6nE=:v1:vUd3CzIcoTlC/EQV:AxVBkaDOgMhoawVCLbUDs3dSDPp51Q==";

/** Other ways to encrypt, which would ask the real key service. */
const secretsProviders = ["secretsprovider", "encryptedkey", "encryptionsalt"];

/**
 * A copy of a stack's settings for the sandbox: the same config, but each `secure:` value is a fake, readable with
 * {@link sandboxPassphrase}. Nothing is decrypted. A file that is not YAML is copied as it is: the engine says what is
 * wrong with it.
 */
export async function sandboxSettings(text: string, format: "yaml" | "json"): Promise<string> {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    return text;
  }
  for (const key of secretsProviders) {
    document.delete(key);
  }
  document.set("encryptionsalt", encryptionSalt);
  const secured = securedValues(document);
  if (secured.length > 0) {
    const key = await encryptionKey();
    for (const { pair, name } of secured) {
      pair.value = new Scalar(encrypt(`sandbox-fake-${name}`, key));
    }
  }
  return format === "json" ? JSON.stringify(document.toJS(), undefined, 2) : document.toString({ lineWidth: 0 });
}

interface Secured {
  /** The pair `secure: <ciphertext>`. */
  readonly pair: Pair;
  /** Where it stands in the config: `throughline:data.password`. */
  readonly name: string;
}

/** Maps with the only key `secure`, at any depth: the engine's own rule. */
function securedValues(document: Document): Secured[] {
  const found: Secured[] = [];
  visit(document, {
    Pair(_, pair, ancestors) {
      const map = ancestors.at(-1);
      if (
        isScalar(pair.key) &&
        pair.key.value === "secure" &&
        isScalar(pair.value) &&
        isMap(map) &&
        map.items.length === 1
      ) {
        found.push({ pair, name: configName(ancestors) });
      }
    },
  });
  return found;
}

function configName(ancestors: readonly unknown[]): string {
  const keys = ancestors.filter((node): node is Pair => isPair(node)).map((pair) => String(pair.key));
  return keys.slice(1).join(".");
}

let derivedKey: Promise<Buffer> | undefined;

/** Pulumi's key derivation for passphrases. It takes a good part of a second, so it is done once, and only if needed. */
function encryptionKey(): Promise<Buffer> {
  const salt = Buffer.from(encryptionSalt.split(":")[1] ?? "", "base64");
  derivedKey ??= promisify(pbkdf2)(sandboxPassphrase, salt, 1_000_000, 32, "sha256");
  return derivedKey;
}

/** Pulumi's form of a value encrypted with a passphrase: AES-256-GCM. */
function encrypt(value: string, key: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const sealed = Buffer.concat([cipher.update(value, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return ["v1", nonce.toString("base64"), sealed.toString("base64")].join(":");
}
