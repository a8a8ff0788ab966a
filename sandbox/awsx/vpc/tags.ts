import { isObject, isUnknown } from "../../wire/values";
import { mapSecret } from "../../component/wire";

/** Later tags win. Tags that are unknown as a whole stay so, those that are secret as a whole make all secret. */
export function mergeTags(...all: readonly unknown[]): unknown {
  return all.reduce((merged, tags) =>
    mapSecret(merged, (one) =>
      mapSecret(tags, (other) => {
        if (isUnknown(one) || isUnknown(other)) {
          return isUnknown(one) ? one : other;
        }
        return { ...(isObject(one) ? one : {}), ...(isObject(other) ? other : {}) };
      }),
    ),
  );
}
