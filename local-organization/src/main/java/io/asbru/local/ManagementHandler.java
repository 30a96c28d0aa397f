package io.asbru.local;

/** Answers the requests to one management API. */
@FunctionalInterface
interface ManagementHandler {

  Reply handle(ManagementRequest request) throws ManagementRefusal;
}
