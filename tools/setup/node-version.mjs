// @ts-check

/**
 * Whether a version of Node.js is new enough.
 *
 * @param {string} version `20.19.1`
 * @param {string} range what package.json says under `engines`: `>=20.19`
 */
export function isNodeRecentEnough(version, range) {
  return version.localeCompare(range.replace(">=", ""), "en", { numeric: true }) >= 0;
}
