package io.asbru.settings;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How access tokens are judged.
 *
 * @param acceptedAudiences audiences of which a token must name one
 * @param allowInsecureAnyAudience whether the audience is not looked at
 * @param validateJwts whether JWT access tokens are validated here rather than introspected
 * @param jwtTypes values of {@code typ} that a JWT access token may have
 * @param jwtAlgorithms JWS algorithms that a JWT access token may be signed with
 * @param ttl how long an active introspection response is kept
 * @param inactiveTtl how long an inactive one is kept
 * @param grace how long beyond {@code ttl} an active one may be used while the provider is down
 * @param cacheSize how many are kept
 * @param maxIntrospectionsPerSecond how many unknown tokens are asked for in a second
 * @param clockSkew by how much the provider's clock may differ
 * @param principalNameClaims claims that may name the principal, in order
 * @param rolesClaims claims that hold roles
 * @param groupsClaims claims that hold groups
 * @param tokenFrom where a bearer token may stand: {@code header}, {@code form}, {@code query}
 * @param signedIntrospection whether introspection responses must be signed
 * @param metadata whether protected resource metadata are published
 * @param realm the realm of challenges
 */
public record ResourceServerSettings(
    Set<String> acceptedAudiences,
    boolean allowInsecureAnyAudience,
    boolean validateJwts,
    Set<String> jwtTypes,
    Set<String> jwtAlgorithms,
    Duration ttl,
    Duration inactiveTtl,
    Duration grace,
    int cacheSize,
    int maxIntrospectionsPerSecond,
    Duration clockSkew,
    List<String> principalNameClaims,
    List<String> rolesClaims,
    List<String> groupsClaims,
    Set<String> tokenFrom,
    boolean signedIntrospection,
    boolean metadata,
    String realm) {

  public ResourceServerSettings {
    acceptedAudiences = Set.copyOf(acceptedAudiences);
    jwtTypes = Set.copyOf(jwtTypes);
    jwtAlgorithms = Set.copyOf(jwtAlgorithms);
    principalNameClaims = List.copyOf(principalNameClaims);
    rolesClaims = List.copyOf(rolesClaims);
    groupsClaims = List.copyOf(groupsClaims);
    tokenFrom = Set.copyOf(tokenFrom);
  }

  static ResourceServerSettings read(SettingsReader reader, ClientSettings client) {
    if (reader.given(Setting.ACCEPTED_AUDIENCES) && reader.flag(Setting.ALLOW_INSECURE_ANY_AUDIENCE)) {
      reader.fault(Setting.ALLOW_INSECURE_ANY_AUDIENCE, "contradicts accepted-audiences.", "Remove one of the two.");
    }
    Set<String> audiences = reader.words(Setting.ACCEPTED_AUDIENCES);
    return new ResourceServerSettings(
        audiences.isEmpty() ? Set.of(client.id()) : audiences,
        reader.flag(Setting.ALLOW_INSECURE_ANY_AUDIENCE),
        reader.choice(Setting.JWT_ACCESS_TOKENS, "introspect", "validate").orElse("introspect").equals("validate"),
        reader.words(Setting.JWT_TYPES),
        Algorithms.read(reader, Setting.JWT_ALGORITHMS),
        reader.duration(Setting.INTROSPECTION_TTL),
        reader.duration(Setting.INTROSPECTION_INACTIVE_TTL),
        reader.duration(Setting.INTROSPECTION_GRACE),
        reader.number(Setting.INTROSPECTION_CACHE_SIZE, 1, 100_000_000),
        reader.number(Setting.MAX_INTROSPECTIONS_PER_SECOND, 1, 1_000_000),
        reader.duration(Setting.CLOCK_SKEW),
        List.copyOf(reader.words(Setting.PRINCIPAL_NAME_CLAIMS)),
        List.copyOf(reader.words(Setting.ROLES_CLAIMS)),
        List.copyOf(reader.words(Setting.GROUPS_CLAIMS)),
        tokenFrom(reader),
        reader.flag(Setting.SIGNED_INTROSPECTION),
        reader.flag(Setting.PROTECTED_RESOURCE_METADATA),
        realm(reader));
  }

  private static Set<String> tokenFrom(SettingsReader reader) {
    Set<String> places = reader.words(Setting.BEARER_TOKEN_FROM);
    for (String place : places) {
      if (!Set.of("header", "form", "query").contains(place)) {
        reader.fault(Setting.BEARER_TOKEN_FROM, reader.shown(Setting.BEARER_TOKEN_FROM, place) + " is not known.", "Write one or several of header, form, query.");
      }
    }
    return places;
  }

  private static String realm(SettingsReader reader) {
    String realm = reader.text(Setting.REALM).orElse(Setting.REALM.defaultValue());
    if (!realm.matches("[\\x20-\\x7e&&[^\"\\\\]]+")) {
      reader.fault(Setting.REALM, "has characters that a challenge cannot hold.", "Use printable ASCII without quotes.");
      return Setting.REALM.defaultValue();
    }
    return realm;
  }
}
