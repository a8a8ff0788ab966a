import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

/** Header by which a load balancer knows its distribution. */
export const originHeader = "X-Origin-Secret";

export interface OriginSecrets {
  /** What the distribution sends. */
  current: pulumi.Output<string>;
  /** What the load balancer accepts: the current one, and the one before for as long as edge locations still send it. */
  accepted: pulumi.Output<string>[];
}

/** Secrets of a number and of the one before: one more makes another, and nothing is refused meanwhile. */
export function originSecrets(parent: pulumi.Resource, name: string, number = 1): OriginSecrets {
  const make = (which: number) =>
    pulumi.secret(
      new random.RandomPassword(`${name}-secret-${which}`, { length: 48, special: false }, { parent }).result,
    );
  const current = make(number);
  return { current, accepted: number > 1 ? [current, make(number - 1)] : [current] };
}
