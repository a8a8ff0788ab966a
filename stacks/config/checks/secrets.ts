import { type Finding, error } from "../finding";
import { secretText } from "../formats";
import type { Path } from "../place";
import { isSecure } from "../plain";
import { schemaAt } from "../schema-keys";
import { isOurs, sectionKey, sectionNames, sectionSchemas } from "../sections";
import { securePaths } from "../settings";
import type { CheckContext } from "./check";

/** Secrets: encrypted, and so that every layer can read them. */
export function secrets({ settings }: CheckContext): Finding[] {
  const top = settings.sources[0]?.top ?? {};
  return [
    ...securePaths(settings.config)
      .filter(isSecretPlace)
      .flatMap((path) => undecryptable(path, settings.value(path), top)),
    ...plainSecrets(settings.config),
  ];
}

/** Encrypted values of a section where no program takes a secret. */
export function misplacedSecrets(key: string, section: unknown): Finding[] {
  return securePaths(section)
    .map((path) => [key, ...path])
    .filter((path) => !isSecretPlace(path))
    .map((path) =>
      error(
        path,
        "cannot be encrypted: it decides what is made, and a program that reads it would not keep it secret. Write it plainly.",
      ),
    );
}

function isSecretPlace([key, ...rest]: Path): boolean {
  const name = sectionNames.find((section) => sectionKey(section) === key);
  return name !== undefined && schemaAt(sectionSchemas[name], rest) === secretText;
}

/**
 * Pulumi Cloud encrypts with a key for each stack, and seven stacks share this file. A passphrase and a key of a key
 * service serve all of them: https://www.pulumi.com/docs/iac/concepts/secrets/
 */
function undecryptable(path: Path, value: unknown, top: Readonly<Record<string, unknown>>): Finding[] {
  const ciphertext = isSecure(value) && typeof value.secure === "string" ? value.secure : "";
  const shared = typeof top.encryptionsalt === "string" || typeof top.encryptedkey === "string";
  return shared && ciphertext.startsWith("v1:")
    ? []
    : [
        error(
          path,
          "only one stack could decrypt this: it was encrypted with a key that Pulumi Cloud keeps for each stack, and all layers share this file. " +
            "Make the stacks with a passphrase or a key of a key service (pulumi stack init --secrets-provider awskms://…) and encrypt it again.",
        ),
      ];
}

/** Secrets that everybody can read. */
function plainSecrets(config: Readonly<Record<string, unknown>>): Finding[] {
  const walk = (value: unknown, path: Path): Path[] => {
    if (typeof value === "string") {
      return isSecretPlace(path) ? [path] : [];
    }
    return typeof value === "object" && value !== null && !isSecure(value)
      ? Object.entries(value).flatMap(([key, child]) =>
          walk(child, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  };
  return Object.entries(config)
    .filter(([key]) => isOurs(key))
    .flatMap(([key, value]) => walk(value, [key]))
    .map((path) =>
      error(path, `a secret in plain text. Encrypt it: pulumi config set --secret --path '${commandPath(path)}'`),
    );
}

function commandPath([key, ...rest]: Path): string {
  return [key, ...rest].join(".");
}
