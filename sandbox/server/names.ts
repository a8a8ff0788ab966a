/** The last part of a type, in words: `aws:ec2/routeTable:RouteTable` is a `Route Table`. */
export const nameOf = (type: string): string =>
  (type.split(":").at(-1) ?? type).replace(/([a-z\d])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2 ");
