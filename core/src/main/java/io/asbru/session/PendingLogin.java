package io.asbru.session;

import static java.util.Objects.requireNonNull;

import io.asbru.Secret;
import io.asbru.StepUp;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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
 * @param stepUp how the user was asked to authenticate
 */
public record PendingLogin(
    String state,
    Secret nonce,
    Secret codeVerifier,
    String redirectUri,
    String returnTo,
    String provider,
    Instant expiresAt,
    StepUp stepUp) {

  private static final int VERSION = 1;

  public PendingLogin {
    requireNonNull(state, "state");
    requireNonNull(nonce, "nonce");
    requireNonNull(codeVerifier, "codeVerifier");
    requireNonNull(redirectUri, "redirectUri");
    requireNonNull(returnTo, "returnTo");
    requireNonNull(provider, "provider");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(stepUp, "stepUp");
  }

  /** Without step-up. */
  public PendingLogin(String state, Secret nonce, Secret codeVerifier, String redirectUri, String returnTo, String provider,
      Instant expiresAt) {
    this(state, nonce, codeVerifier, redirectUri, returnTo, provider, expiresAt, StepUp.NONE);
  }

  /** This as types of the JDK alone, for a session store. Its {@code toString()} shows nothing. */
  public Serializable toStored() {
    Map<String, Object> map = new HashMap<>();
    map.put("state", state);
    map.put("nonce", nonce.value());
    map.put("codeVerifier", codeVerifier.value());
    map.put("redirectUri", redirectUri);
    map.put("returnTo", returnTo);
    map.put("provider", provider);
    map.put("expiresAt", expiresAt.toEpochMilli());
    if (!stepUp.acrValues().isEmpty()) {
      map.put("acrValues", String.join(" ", stepUp.acrValues()));
    }
    stepUp.maxAge().ifPresent(age -> map.put("maxAge", age.toString()));
    return Stored.of(VERSION, map);
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
        map.instant("expiresAt"),
        new StepUp(map.optionalText("acrValues").map(values -> List.of(values.split(" "))).orElse(List.of()),
            map.optionalText("maxAge").map(Duration::parse))));
  }

  /** Whether it is too late for the callback. */
  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }
}
