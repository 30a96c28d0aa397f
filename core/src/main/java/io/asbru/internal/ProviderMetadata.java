package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import io.asbru.organization.Endpoints;
import java.util.Set;

/**
 * What is known of the authorization server.
 *
 * @param endpoints its endpoints, those from the settings first
 * @param issuers the issuers that tokens may name; never empty
 * @param issParameterExpected whether each authorization response carries {@code iss} (RFC 9207, section 3)
 * @param pushRequired whether it takes pushed authorization requests alone (RFC 9126, section 5)
 */
public record ProviderMetadata(Endpoints endpoints, Set<String> issuers, boolean issParameterExpected, boolean pushRequired) {

  public ProviderMetadata {
    requireNonNull(endpoints, "endpoints");
    issuers = Set.copyOf(issuers);
  }
}
