/** Answers of the provider as messages of the engine's protocol. */
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { encode } from "../wire/values";
import type { Values } from "../wire/values";
import type { CheckFailure, Naming } from "./check";
import type { DiffKind, PropertyDiffs } from "./diff";

export function checkResponse(inputs: Values, failures: readonly CheckFailure[]): pb.CheckResponse {
  return new pb.CheckResponse().setInputs(encode(inputs)).setFailuresList(failures.map(checkFailure(inputs)));
}

/** The engine prints the value of the property that a failure names: a secret one is not named as such. */
const checkFailure =
  ({ secrets }: Values) =>
  ({ property, reason }: CheckFailure): pb.CheckFailure => {
    const root = property?.split(/[.[]/)[0];
    const secret = secrets.some(([first]) => first === root);
    const failure = new pb.CheckFailure();
    return secret
      ? failure.setReason(`${String(property)}: ${reason}`)
      : failure.setProperty(root ?? "").setReason(property === root ? reason : `${String(property)}: ${reason}`);
  };

const modes = {
  [pb.CheckRequest.AutonamingOptions.Mode.PROPOSE]: "propose",
  [pb.CheckRequest.AutonamingOptions.Mode.ENFORCE]: "enforce",
  [pb.CheckRequest.AutonamingOptions.Mode.DISABLE]: "disable",
} as const;

export function configuredNaming(request: pb.CheckRequest): Naming["configured"] {
  const options = request.getAutonaming();
  return options && { mode: modes[options.getMode()], proposed: options.getProposedName() };
}

const kinds: Readonly<Record<DiffKind, readonly [plain: pb.PropertyDiff.Kind, replacing: pb.PropertyDiff.Kind]>> = {
  add: [pb.PropertyDiff.Kind.ADD, pb.PropertyDiff.Kind.ADD_REPLACE],
  delete: [pb.PropertyDiff.Kind.DELETE, pb.PropertyDiff.Kind.DELETE_REPLACE],
  update: [pb.PropertyDiff.Kind.UPDATE, pb.PropertyDiff.Kind.UPDATE_REPLACE],
};

const { DIFF_SOME, DIFF_NONE } = pb.DiffResponse.DiffChanges;

export function diffResponse(properties: PropertyDiffs, deleteBeforeReplace: boolean): pb.DiffResponse {
  const paths = [...properties.keys()];
  const replacing = paths.filter((path) => properties.get(path)?.replaces);
  const response = new pb.DiffResponse()
    .setChanges(paths.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setDiffsList(roots(paths))
    .setReplacesList(roots(replacing))
    .setDeletebeforereplace(deleteBeforeReplace && replacing.length > 0)
    .setHasdetaileddiff(true);
  for (const [path, { kind, replaces, input }] of properties) {
    const difference = new pb.PropertyDiff().setKind(kinds[kind][replaces ? 1 : 0]).setInputdiff(input);
    response.getDetaileddiffMap().set(path, difference);
  }
  return response;
}

const roots = (paths: readonly string[]): string[] => [...new Set(paths.map((path) => path.split(/[.[]/)[0] ?? path))];
