import type { ResourceType } from "../../resource-type";
import {
  transitGatewayRoute,
  transitGatewayRouteTable,
  transitGatewayRouteTableAssociation,
  transitGatewayRouteTablePropagation,
} from "./route-table";
import { transitGateway } from "./transit-gateway";
import { vpcAttachment } from "./vpc-attachment";

export const transitGatewayTypes: readonly ResourceType[] = [
  transitGateway,
  vpcAttachment,
  transitGatewayRouteTable,
  transitGatewayRouteTableAssociation,
  transitGatewayRouteTablePropagation,
  transitGatewayRoute,
];
