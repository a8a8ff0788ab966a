import { none } from "../resource-type";
import type { CreateContext, Properties, ResourceType } from "../resource-type";
import { dice } from "./dice";
import type { Dice } from "./dice";

export type RowFields = Pick<ResourceType, "type" | "required" | "defaults" | "replaceOn"> &
  Partial<Pick<ResourceType, "secretOutputs" | "assumed" | "refusals" | "imported">> & {
    readonly id: (outputs: Properties, inputs: Properties, dice: Dice) => string;
    readonly outputs: (inputs: Properties, dice: Dice) => Properties;
  };

/** What all random resources have in common. A seed, where there is one, decides alone. */
export function row({ id, outputs, refusals, ...fields }: RowFields): ResourceType {
  const diceFor = ({ seed }: Properties, context: CreateContext) =>
    dice(typeof seed === "string" ? `seed ${seed}` : context.hex(64));
  const make = (inputs: Properties, context: CreateContext) => outputs(inputs, diceFor(inputs, context));
  const page = fields.type.split(":").at(-1)?.toLowerCase() ?? "";
  return {
    ...fields,
    documentation: `https://www.pulumi.com/registry/packages/random/api-docs/${page}/`,
    stateOnly: true,
    id: (inputs, context) => id(make(inputs, context), inputs, diceFor(inputs, context)),
    computed: make,
    references: none("refers to nothing"),
    unique: none("lives in the state only"),
    formats: none("values are checked together, as refusals"),
    refusals: refusals ?? none("every value is possible"),
    quotas: none("lives in the state only"),
  };
}
