package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import io.asbru.Caller;
import io.asbru.Caller.Kind;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.settings.ResourceServerSettings;
import io.asbru.settings.Setting;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a {@link Caller} out of claims, whether they come from an introspection response, a JWT or a sign-in: the one place that
 * decides who is a user, who is an application, and what they are called.
 */
public final class CallerClaims {

  private static final System.Logger LOG = System.getLogger(CallerClaims.class.getName());

  /** Claims that say when and how a user authenticated, in one session at the provider. */
  private static final Set<String> OF_THE_AUTHENTICATION = Set.of("sid", "acr", "amr", "auth_time");

  private final ResourceServerSettings settings;
  private final OccasionalLog log;
  private final Alike alike = new Alike();

  CallerClaims(ResourceServerSettings settings, Clock clock) {
    this.settings = requireNonNull(settings, "settings");
    log = new OccasionalLog(clock);
  }

  /**
   * What an authorization server says of an active token. A token whose user or application has no name is judged inactive, since
   * nobody could be held to account for it.
   *
   * @throws InvalidTokenException if a claim is not of the type that RFC 7662, section 2.2, or RFC 9068 gives it
   */
  public IntrospectionResponse judge(Map<String, Object> claims) throws InvalidTokenException {
    Claims read = new Claims(Json.copy(claims));
    Kind kind = kind(read);
    Optional<String> name = name(read, kind);
    if (name.isEmpty()) {
      log.warn(LOG, kind.name(), () -> "a token is refused because " + nameless(kind));
      return IntrospectionResponse.Inactive.INSTANCE;
    }
    return new IntrospectionResponse.Active(
        caller(read, kind, name.get()), alike.of(Set.copyOf(read.texts("aud"))), alike.of(read.text("token_type")));
  }

  /**
   * The caller that these claims describe.
   *
   * @throws InvalidTokenException if a claim is of the wrong type, or if no claim names the caller
   */
  public Caller caller(Map<String, Object> claims) throws InvalidTokenException {
    Claims read = new Claims(Json.copy(claims));
    Kind kind = kind(read);
    return caller(read, kind, name(read, kind).orElseThrow(() -> new InvalidTokenException(nameless(kind))));
  }

  private Caller caller(Claims claims, Kind kind, String name) throws InvalidTokenException {
    return Caller.builder(kind, name)
        .subject(claims.text("sub").orElse(null))
        .clientId(clientId(claims).orElse(null))
        .organization(claims.text("org_id").orElse(null))
        .scopes(alike.of(Set.copyOf(claims.scope().orElse(Set.of()))))
        .roles(alike.of(Set.copyOf(union(claims, settings.rolesClaims()))))
        .groups(alike.of(Set.copyOf(union(claims, settings.groupsClaims()))))
        .claims(alike.ofClaims(claims.all()))
        .expiresAt(claims.time("exp").orElse(null))
        .build();
  }

  /** Asgardeo says it by {@code aut}; elsewhere an application's token has itself for its subject, or none. */
  private static Kind kind(Claims claims) throws InvalidTokenException {
    Optional<String> declared = claims.text("aut");
    if (declared.filter("APPLICATION"::equals).isPresent()) {
      return Kind.APPLICATION;
    }
    if (declared.filter("APPLICATION_USER"::equals).isPresent() || claims.text("username").isPresent()) {
      return Kind.USER;
    }
    Optional<String> subject = claims.text("sub");
    return subject.isEmpty() || subject.equals(clientId(claims)) ? Kind.APPLICATION : Kind.USER;
  }

  private Optional<String> name(Claims claims, Kind kind) throws InvalidTokenException {
    if (kind == Kind.APPLICATION) {
      Optional<String> client = clientId(claims);
      return client.isPresent() ? client : claims.text("sub");
    }
    for (String claim : settings.principalNameClaims()) {
      Optional<String> name = claims.text(claim);
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> clientId(Claims claims) throws InvalidTokenException {
    Optional<String> client = claims.text("client_id");
    return client.isPresent() ? client : claims.text("azp");
  }

  /** Puts into {@code claims} how the user authenticated in the session that {@code own} are the claims of. */
  static void keepAuthentication(Map<String, Object> own, Map<String, Object> claims) {
    for (String name : OF_THE_AUTHENTICATION) {
      claims.remove(name);
      if (own.containsKey(name)) {
        claims.put(name, own.get(name));
      }
    }
  }

  /**
   * A user whose tokens were renewed by another session's refresh: what the tokens allow is the same, how the user authenticated is not.
   */
  static Caller withAuthenticationOf(Caller own, Caller renewed) {
    Map<String, Object> claims = new LinkedHashMap<>(renewed.claims());
    keepAuthentication(own.claims(), claims);
    return Caller.builder(renewed.kind(), renewed.getName())
        .subject(renewed.subject().orElse(null))
        .clientId(renewed.clientId().orElse(null))
        .organization(renewed.organization().orElse(null))
        .scopes(renewed.scopes())
        .roles(renewed.roles())
        .groups(renewed.groups())
        .claims(claims)
        .expiresAt(renewed.expiresAt().orElse(null))
        .build();
  }

  private static Set<String> union(Claims claims, List<String> names) throws InvalidTokenException {
    Set<String> values = new LinkedHashSet<>();
    for (String name : names) {
      values.addAll(claims.texts(name));
    }
    return values;
  }

  private String nameless(Kind kind) {
    return kind == Kind.APPLICATION ? "none of client_id, azp and sub names the application"
        : "none of the claims " + settings.principalNameClaims() + " names the user; set "
            + Setting.PRINCIPAL_NAME_CLAIMS.key() + " to a claim that does";
  }
}
