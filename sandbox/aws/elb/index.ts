import type { ResourceType } from "../../resource-type";
import { listener, listenerCertificate } from "./listener";
import { listenerRule } from "./listener-rule";
import { loadBalancer } from "./load-balancer";
import { targetGroup } from "./target-group";
import { targetGroupAttachment } from "./target-group-attachment";
import {
  LISTENER,
  LISTENER_CERTIFICATE,
  LISTENER_RULE,
  LOAD_BALANCER,
  TARGET_GROUP,
  TARGET_GROUP_ATTACHMENT,
} from "./types";

export const elbTypes: readonly ResourceType[] = [
  ...LOAD_BALANCER.map(loadBalancer),
  ...TARGET_GROUP.map(targetGroup),
  ...TARGET_GROUP_ATTACHMENT.map(targetGroupAttachment),
  ...LISTENER.map(listener),
  ...LISTENER_RULE.map(listenerRule),
  ...LISTENER_CERTIFICATE.map(listenerCertificate),
];
