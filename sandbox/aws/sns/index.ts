import type { ResourceType } from "../../resource-type";
import { topicSubscription } from "./subscription";
import { topic, topicPolicy } from "./topic";

export const snsTypes: readonly ResourceType[] = [topic, topicSubscription, topicPolicy];
