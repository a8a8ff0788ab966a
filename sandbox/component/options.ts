import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";

/** The resource options that a component was constructed with, as options of its registration. */
export function setOptions(component: RegisterResourceRequest, request: ConstructRequest): void {
  component
    .setDependenciesList(request.getDependenciesList())
    .setAliasesList(request.getAliasesList())
    .setIgnorechangesList(request.getIgnorechangesList())
    .setReplaceonchangesList(request.getReplaceonchangesList())
    .setAdditionalsecretoutputsList(request.getAdditionalsecretoutputsList())
    .setDeletedwith(request.getDeletedwith())
    .setReplaceWithList(request.getReplaceWithList())
    .setReplacementTrigger(request.getReplacementTrigger())
    .setCustomtimeouts(timeouts(request))
    .setHooks(hooks(request));
  if (request.hasRetainondelete()) {
    component.setRetainondelete(request.getRetainondelete() ?? false);
  }
  for (const [name, reference] of request.getProvidersMap().entries()) {
    component.getProvidersMap().set(name, reference);
  }
}

function timeouts(request: ConstructRequest): RegisterResourceRequest.CustomTimeouts | undefined {
  const given = request.getCustomtimeouts();
  return (
    given &&
    new RegisterResourceRequest.CustomTimeouts()
      .setCreate(given.getCreate())
      .setUpdate(given.getUpdate())
      .setDelete(given.getDelete())
  );
}

function hooks(request: ConstructRequest): RegisterResourceRequest.ResourceHooksBinding | undefined {
  const given = request.getResourceHooks();
  return (
    given &&
    new RegisterResourceRequest.ResourceHooksBinding()
      .setBeforeCreateList(given.getBeforeCreateList())
      .setAfterCreateList(given.getAfterCreateList())
      .setBeforeUpdateList(given.getBeforeUpdateList())
      .setAfterUpdateList(given.getAfterUpdateList())
      .setBeforeDeleteList(given.getBeforeDeleteList())
      .setAfterDeleteList(given.getAfterDeleteList())
      .setOnErrorList(given.getOnErrorList())
  );
}
