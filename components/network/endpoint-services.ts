import type { Problem } from "./addresses";

const gatewayServices = ["s3", "dynamodb"];

/** What is wrong with a list of services with gateway endpoints. */
export function gatewayServiceProblems(services: string[], path: string): Problem[] {
  const unknown = services.flatMap((service, index) =>
    gatewayServices.includes(service)
      ? []
      : {
          path: `${path}[${index}]`,
          reason: `"${service}" has no gateway endpoint, only ${gatewayServices.join(" and ")} have. Take an interface endpoint.`,
        },
  );
  return [...unknown, ...repeated(services, path)];
}

/** What is wrong with a list of services with interface endpoints. */
export function interfaceServiceProblems(services: string[], path: string): Problem[] {
  const malformed = services.flatMap((service, index) =>
    /^(?!com\.)[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$/.test(service)
      ? []
      : {
          path: `${path}[${index}]`,
          reason: `"${service}" is not the last part of a service's name. For com.amazonaws.us-east-1.ecr.api give "ecr.api".`,
        },
  );
  return [...malformed, ...repeated(services, path)];
}

function repeated(services: string[], path: string): Problem[] {
  return services.flatMap((service, index) =>
    services.indexOf(service) < index
      ? { path: `${path}[${index}]`, reason: `"${service}" is listed twice. Remove one.` }
      : [],
  );
}
