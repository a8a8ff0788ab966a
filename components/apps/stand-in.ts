/**
 * https://hub.docker.com/r/hashicorp/http-echo, version 1.0.0, for amd64 and arm64: a static binary without root or
 * shell that answers 200 with a text to every path, so that probes and routes of any service find what they ask for.
 */
const repository = "hashicorp/http-echo";
const digest = "sha256:fcb75f691c8b0414d670ae570240cbf95502cc18a9ba57e982ecac589760a186";

/** What runs as a version of a service as long as it has no image. */
export function standIn(service: string, version: string, port: number, mirror = "docker.io") {
  return {
    image: `${mirror}/${repository}@${digest}`,
    args: [`-listen=:${port}`, `-text=stand-in for ${service} ${version}`],
  };
}
