package io.asbru.local;

/** Answers the requests to one endpoint of any organization. */
@FunctionalInterface
interface EndpointHandler {

  Reply handle(Call call, Organization organization);
}
