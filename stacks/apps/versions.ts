export { versionsOf } from "@throughline/components/apps/versions";
