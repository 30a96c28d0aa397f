package io.asbru.session;

import static java.util.Objects.requireNonNull;

import io.asbru.Secret;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A sign-in that was begun: what its callback is checked against.
 *
 * @param state the {@code state} of the authorization request
 * @param nonce the {@code nonce} that the ID token must carry
 * @param codeVerifier the PKCE code verifier (RFC 7636)
 * @param redirectUri the redirection URI of the authorization request
 * @param returnTo the local URL where the browser goes afterwards
 * @param provider the authorization server, as {@code ProviderSettings.key()} names it
 * @param expiresAt after this the callback is refused
 */
public record PendingLogin(
    String state,
    Secret nonce,
    Secret codeVerifier,
    String redirectUri,
    String returnTo,
    String provider,
    Instant expiresAt) {

  private static final int VERSION = 1;

  public PendingLogin {
    requireNonNull(state, "state");
    requireNonNull(nonce, "nonce");
    requireNonNull(codeVerifier, "codeVerifier");
    requireNonNull(redirectUri, "redirectUri");
    requireNonNull(returnTo, "returnTo");
    requireNonNull(provider, "provider");
    requireNonNull(expiresAt, "expiresAt");
  }

  /** This as types of the JDK alone, for a session store. Its {@code toString()} shows nothing. */
  public Serializable toStored() {
    return Stored.of(VERSION, Map.of(
        "state", state,
        "nonce", nonce.value(),
        "codeVerifier", codeVerifier.value(),
        "redirectUri", redirectUri,
        "returnTo", returnTo,
        "provider", provider,
        "expiresAt", expiresAt.toEpochMilli()));
  }

  /** What {@link #toStored()} made; empty for anything else, other versions included. */
  public static Optional<PendingLogin> fromStored(Object stored) {
    return Stored.read(VERSION, stored, map -> new PendingLogin(
        map.text("state"),
        map.secret("nonce"),
        map.secret("codeVerifier"),
        map.text("redirectUri"),
        map.text("returnTo"),
        map.text("provider"),
        map.instant("expiresAt")));
  }

  /** Whether it is too late for the callback. */
  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
