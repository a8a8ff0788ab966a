import type { ResourceType } from "../../resource-type";
import { secret } from "./secret";
import { secretPolicy } from "./secret-policy";
import { secretRotation } from "./secret-rotation";
import { secretVersion } from "./secret-version";

export const secretsManagerTypes: readonly ResourceType[] = [secret, secretVersion, secretRotation, secretPolicy];
