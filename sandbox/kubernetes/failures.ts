/** What the provider says when an object cannot be made, or is made and does not come to live. */
import { InitializationFailed } from "../server/initialization-failed";
import { redact } from "../wire/secrets";
import type { Values } from "../wire/values";
import type { WorldRecord } from "../world/record";
import type { ApiError } from "./api-error";
import { checkpoint } from "./checkpoint";
import type { Asked } from "./checkpoint";
import type { Identity } from "./inputs";
import { nameOf } from "./objects/object";

/** The resource that a request is about. */
export interface Target {
  readonly urn: string;
  readonly identity: Identity;
}

export const creationFailure =
  ({ urn, identity }: Target) =>
  (message: string, { reason }: ApiError): string =>
    reason === "NoMatch"
      ? `creation of resource "${urn}" with kind ${identity.apiVersion}/${identity.kind} failed because the Kubernetes ` +
        "API server reported that the apiVersion for this resource does not exist. Verify that any required CRDs have " +
        `been created: ${message}`
      : `resource "${urn}" was not successfully created by the Kubernetes API server: ${message}`;

export const stateOf = ({ outputs }: WorldRecord, asked: Asked): Values => checkpoint(outputs, asked);

const waited = ({ outputs }: WorldRecord): string => `'${nameOf(outputs)}' timed out waiting to be Ready`;

export const notCreated = (urn: string, record: WorldRecord, asked: Asked, obstacles: readonly string[]): Error => {
  const message = redact(
    `resource "${urn}" was successfully created, but the Kubernetes API server reported that it failed to fully ` +
      `initialize or become live: ${waited(record)}`,
    asked,
  );
  return new InitializationFailed(message, record.id, stateOf(record, asked), [
    message,
    ...obstacles.map((why) => redact(why, asked)),
  ]);
};

export const notUpdated = (record: WorldRecord, asked: Asked, obstacles: readonly string[]): Error => {
  const message = `the Kubernetes API server reported that "${record.id}" failed to fully initialize or become live: ${waited(record)}`;
  return new InitializationFailed(message, record.id, stateOf(record, asked), [
    message,
    ...obstacles.map((why) => redact(why, asked)),
  ]);
};
