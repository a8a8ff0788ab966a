import type { Properties, WorldResource } from "../resource-type";

/** What the world keeps of a resource. */
export interface WorldRecord extends WorldResource {
  /** URN that created it. */
  readonly urn: string;
  /** Its type has no regions: the whole account sees it. */
  readonly global?: boolean;
  /** What its program asked for last, where other hands change the inputs too: tells whose a difference is. */
  readonly applied?: Properties;
  /** Keys of the resources that it brought with it. */
  readonly companions?: readonly string[];
}

type Identity = Pick<WorldRecord, "account" | "region" | "type" | "id" | "global">;

/** Name of a record: one type has an id once in its region, or in its account when it has no regions. */
export const recordKey = ({ account, region, type, id, global }: Identity): string =>
  [account, global ? "" : region, type, id].join("|");
