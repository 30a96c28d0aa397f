package io.asbru.session;

import static java.util.Objects.requireNonNull;

import io.asbru.Caller;
import io.asbru.Secret;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A finished sign-in, as a session keeps it.
 *
 * @param id random, made at the sign-in and kept by a refresh
 * @param provider the authorization server, as {@code ProviderSettings.key()} names it
 * @param caller who signed in
 * @param issuer the issuer of the ID token; absent without one
 * @param sid the provider's session id; absent if it names none
 * @param accessToken the access token
 * @param refreshToken the refresh token; absent if none was issued
 * @param idToken the ID token, for the logout's {@code id_token_hint}
 * @param expiresAt when the access token expires; absent if that was not told
 * @param signedInAt when the user signed in here
 */
public record SignIn(
    String id,
    String provider,
    Caller caller,
    Optional<String> issuer,
    Optional<String> sid,
    Secret accessToken,
    Optional<Secret> refreshToken,
    Optional<Secret> idToken,
    Optional<Instant> expiresAt,
    Instant signedInAt) {

  private static final int VERSION = 1;

  public SignIn {
    requireNonNull(id, "id");
    requireNonNull(provider, "provider");
    requireNonNull(caller, "caller");
    requireNonNull(issuer, "issuer");
    requireNonNull(sid, "sid");
    requireNonNull(accessToken, "accessToken");
    requireNonNull(refreshToken, "refreshToken");
    requireNonNull(idToken, "idToken");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(signedInAt, "signedInAt");
  }

  /** This as types of the JDK alone, for a session store. Its {@code toString()} shows nothing. */
  public Serializable toStored() {
    Map<String, Object> map = new HashMap<>();
    map.put("id", id);
    map.put("provider", provider);
    map.put("kind", caller.kind().name());
    map.put("name", caller.getName());
    caller.subject().ifPresent(value -> map.put("subject", value));
    caller.clientId().ifPresent(value -> map.put("clientId", value));
    caller.organization().ifPresent(value -> map.put("organization", value));
    map.put("scopes", caller.scopes());
    map.put("roles", caller.roles());
    map.put("groups", caller.groups());
    map.put("claims", caller.claims());
    issuer.ifPresent(value -> map.put("issuer", value));
    sid.ifPresent(value -> map.put("sid", value));
    map.put("accessToken", accessToken.value());
    refreshToken.ifPresent(value -> map.put("refreshToken", value.value()));
    idToken.ifPresent(value -> map.put("idToken", value.value()));
    expiresAt.ifPresent(value -> map.put("expiresAt", value.toEpochMilli()));
    map.put("signedInAt", signedInAt.toEpochMilli());
    return Stored.of(VERSION, map);
  }

  /** What {@link #toStored()} made; empty for anything else, other versions included: sign in again. */
  public static Optional<SignIn> fromStored(Object stored) {
    return Stored.read(VERSION, stored, map -> new SignIn(
        map.text("id"),
        map.text("provider"),
        Caller.builder(Caller.Kind.valueOf(map.text("kind")), map.text("name"))
            .subject(map.optionalText("subject").orElse(null))
            .clientId(map.optionalText("clientId").orElse(null))
            .organization(map.optionalText("organization").orElse(null))
            .scopes(map.texts("scopes"))
            .roles(map.texts("roles"))
            .groups(map.texts("groups"))
            .claims(map.object("claims"))
            .expiresAt(map.optionalInstant("expiresAt").orElse(null))
            .build(),
        map.optionalText("issuer"),
        map.optionalText("sid"),
        map.secret("accessToken"),
        map.optionalSecret("refreshToken"),
        map.optionalSecret("idToken"),
        map.optionalInstant("expiresAt"),
        map.instant("signedInAt")));
  }
}
