package io.asbru.local;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/** A request to a management API that came with a good token. */
final class ManagementRequest {

  /** In bytes. */
  private static final int LARGEST_BODY = 1 << 18;

  private final Call call;
  private final Organization organization;
  private final Authorization caller;
  private final List<String> path;
  private final String collection;
  private final Addresses addresses;
  private final Instant now;

  ManagementRequest(Call call, Organization organization, Authorization caller, Router.Route route, Addresses addresses,
      Instant now) {
    this.call = call;
    this.organization = organization;
    this.caller = caller;
    this.path = Arrays.stream(route.rest().split("/")).filter(segment -> !segment.isEmpty()).toList();
    this.collection = call.path().substring(0, call.path().length() - route.rest().length());
    this.addresses = addresses;
    this.now = now;
  }

  /** The organization that is managed. */
  Organization organization() {
    return organization;
  }

  Instant now() {
    return now;
  }

  /** What follows the collection in the path. */
  List<String> path() {
    return path;
  }

  boolean asks(String method, int segments) {
    return call.method().equals(method) && path.size() == segments;
  }

  /** The path of the collection, the organization's prefix included. */
  String collection() {
    return collection;
  }

  /** An absolute address of the same organization: {@code /scim2/Users}, …. */
  String uri(String place) {
    return addresses.base() + addresses.managementPrefix(organization) + place;
  }

  /** An address of the same organization without the host. */
  String reference(String place) {
    return addresses.managementPrefix(organization) + place;
  }

  Optional<String> parameter(String name) {
    return call.parameter(name);
  }

  /** A number in the query; empty if it is not there or not a number. */
  OptionalInt number(String name) {
    return call.parameter(name).filter(text -> text.matches("-?\\d{1,9}")).map(Integer::parseInt)
        .map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  /**
   * Goes on only with one of these scopes, which are given without the {@code internal_} or {@code internal_org_} that
   * they begin with.
   */
  void need(String... oneOf) throws ManagementRefusal {
    if (Arrays.stream(oneOf).noneMatch(this::has)) {
      throw ManagementRefusal.forbidden();
    }
  }

  boolean has(String scope) {
    Set<String> scopes = caller.scopes();
    return scopes.contains((organization.root() ? "internal_" : "internal_org_") + scope);
  }

  /** The JSON object in the body. */
  Input input(Function<String, ManagementRefusal> refusal) throws ManagementRefusal {
    if (call.body().length > LARGEST_BODY) {
      throw refusal.apply("The request is larger than " + LARGEST_BODY + " bytes.");
    }
    try {
      Map<String, Object> object = Json.read(call.body());
      return new Input(object, "", refusal);
    } catch (IOException e) {
      throw refusal.apply("The body is not a JSON object.");
    }
  }

  /** The SCIM resource in the body. */
  Input scimInput() throws ManagementRefusal {
    return new Input(ScimAttributes.canonical(input(Scim::invalid).object()), "", Scim::invalid);
  }

  /** What is answered to a method that the place does not know. */
  Reply methodNotAllowed(String allowed) {
    return Reply.of(405, "text/plain", "").header("Allow", allowed);
  }
}
