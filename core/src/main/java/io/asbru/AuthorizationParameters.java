package io.asbru;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Further parameters of an authorization request, beyond those that the sign-in itself sets. Immutable: each method returns a new value.
 *
 * <pre>{@code
 * AuthorizationParameters.NONE.prompt("login").loginHint("charlie@bestcarmart.com").uiLocales("de", "en")
 * }</pre>
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core 1.0, section 3.1.2.1</a>
 */
public final class AuthorizationParameters {

  /** No further parameters. */
  public static final AuthorizationParameters NONE = new AuthorizationParameters(Map.of());

  private static final Set<String> OF_THE_SIGN_IN = Set.of("response_type", "client_id", "redirect_uri", "scope", "state", "nonce",
      "code_challenge", "code_challenge_method", "response_mode", "request", "request_uri", "client_secret", "client_assertion",
      "client_assertion_type");

  private final Map<String, List<String>> values;

  private AuthorizationParameters(Map<String, List<String>> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** Whether the sign-in itself sets a parameter of this name, so that nobody else may. */
  public static boolean ofTheSignIn(String name) {
    return OF_THE_SIGN_IN.contains(name);
  }

  /**
   * These parameters and one more, in place of any of the same name.
   *
   * @param all its values; more than one make it occur more than once, as {@code resource} may
   * @throws IllegalArgumentException if the sign-in itself sets it, if a value is missing or holds control characters, or if
   *     {@code max_age} is not a number of seconds
   */
  public AuthorizationParameters with(String name, String... all) {
    if (name.isBlank() || ofTheSignIn(name)) {
      throw new IllegalArgumentException("'" + name + "' is set by the library");
    }
    List<String> given = List.of(all);
    if (given.isEmpty() || given.stream().anyMatch(value -> value.chars().anyMatch(Character::isISOControl))) {
      throw new IllegalArgumentException("'" + name + "' has no value, or one with control characters");
    }
    if (name.equals("max_age") && !(given.size() == 1 && given.get(0).matches("\\d{1,9}"))) {
      throw new IllegalArgumentException("'max_age' is not a number of seconds");
    }
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.put(name, given);
    return new AuthorizationParameters(more);
  }

  /** What the provider asks of the user: {@code none}, {@code login}, {@code consent}, {@code select_account}. */
  public AuthorizationParameters prompt(String... all) {
    return with("prompt", String.join(" ", all));
  }

  /** The longest time since the user authenticated. <strong>Checked</strong>: an older or missing {@code auth_time} is refused. */
  public AuthorizationParameters maxAge(Duration age) {
    return with("max_age", Long.toString(age.toSeconds()));
  }

  /** Who is probably about to sign in. */
  public AuthorizationParameters loginHint(String hint) {
    return with("login_hint", hint);
  }

  /** Languages for the provider's pages, the best first (BCP 47). */
  public AuthorizationParameters uiLocales(String... all) {
    return with("ui_locales", String.join(" ", all));
  }

  /**
   * Authentication context classes that are wanted, the best first. <strong>Not checked</strong>, because the provider may fall short of
   * them; a rule with {@code acr}, a {@link Requirement#stepUp} or an essential {@code acr} in {@link #claims} is.
   */
  public AuthorizationParameters acrValues(String... all) {
    return with("acr_values", String.join(" ", all));
  }

  /**
   * The {@code claims} parameter (OpenID Connect Core, section 5.5). If it calls {@code acr} of the ID token essential, a sign-in with
   * another one is refused.
   *
   * @param json a JSON object; it is looked into when a sign-in begins
   */
  public AuthorizationParameters claims(String json) {
    return with("claims", json);
  }

  /** The protected resources that the access token is for (RFC 8707). */
  public AuthorizationParameters resource(URI... all) {
    List<String> texts = new ArrayList<>();
    for (URI uri : all) {
      if (!uri.isAbsolute() || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("a resource is an absolute URI without a fragment");
      }
      texts.add(uri.toString());
    }
    return with("resource", texts.toArray(String[]::new));
  }

  /** These parameters and those, which win where both name one. */
  public AuthorizationParameters and(AuthorizationParameters others) {
    requireNonNull(others, "others");
    Map<String, List<String>> more = new LinkedHashMap<>(values);
    more.putAll(others.values);
    return new AuthorizationParameters(more);
  }

  /** Each parameter's values by its name, in order. */
  public Map<String, List<String>> values() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AuthorizationParameters that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The names alone: a value may be a person's. */
  @Override
  public String toString() {
    return "AuthorizationParameters" + values.keySet();
  }
}
