package io.asbru.organization;

import io.asbru.HttpRequestView;
import java.util.Optional;

/**
 * Tells which of several organizations a request is about. Called for every request, so it must be quick and must not ask the network.
 * <strong>What it answers decides whose session counts</strong>: believe nothing of a request that its sender can write at will, unless that
 * is the point, as in a path.
 */
@FunctionalInterface
public interface OrganizationResolver {

  /**
   * The name under which the {@link OrganizationSource} knows the organization; empty if the request is about none. A name that is not of
   * the form {@link OrganizationSource#NAME} counts as that of an unknown organization and reaches no source.
   */
  Optional<String> organization(HttpRequestView request);
}
