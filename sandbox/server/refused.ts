import type { Refusal } from "../resource-type";

/** The service said no: carries its code to the terminal. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`api error ${refusal.code}: ${refusal.message}`);
  }
}
