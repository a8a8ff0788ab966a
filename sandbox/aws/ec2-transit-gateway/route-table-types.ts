export const TRANSIT_GATEWAY_ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation";
export const TRANSIT_GATEWAY_PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation";
export const TRANSIT_GATEWAY_ROUTE = "aws:ec2transitgateway/route:Route";
