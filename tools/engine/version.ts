/** The engine that set-up downloads or builds. `build/go.mod` pins the same version. */
export const ENGINE_VERSION = "3.259.0";

/**
 * The oldest engine that is accepted from PATH: the version of the `@pulumi/pulumi` SDK that the programs use. An older
 * engine answers calls that this SDK makes with "unimplemented".
 */
export const MINIMUM_ENGINE_VERSION = "3.248.0";
