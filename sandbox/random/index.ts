/**
 * The random package. Its values live in the state alone; here they follow from the URN, so that two rehearsals give
 * the same ones, and a replacement gives others.
 */
import type { ResourceType } from "../resource-type";
import { randomInteger, randomPet, randomShuffle } from "./choices";
import { randomBytes, randomId, uuidRow } from "./identifiers";
import { row } from "./row";
import { randomPassword, randomString } from "./strings";

export const randomTypes: readonly ResourceType[] = [
  randomBytes,
  randomId,
  randomInteger,
  randomPassword,
  randomPet,
  randomShuffle,
  randomString,
  uuidRow("RandomUuid"),
  uuidRow("RandomUuid4"),
].map(row);
