package io.asbru.internal;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URIUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthorizationParameters;
import io.asbru.StepUp;
import io.asbru.organization.Organization;
import io.asbru.session.PendingLogin;
import io.asbru.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The authorization request of a sign-in (OpenID Connect Core, section 3.1.2.1). Always with PKCE by S256.
 */
final class AuthorizationRequest {

  private AuthorizationRequest() {}

  /** Its parameters. What the sign-in itself needs is put last, so that nothing else takes its place. */
  static Map<String, List<String>> parameters(Settings settings, PendingLogin login, AuthorizationParameters asked) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    settings.provider().organization().filter(Organization::sharedApplication).flatMap(Organization::id)
        .ifPresent(organization -> {
          parameters.put("fidp", List.of("OrganizationSSO"));
          parameters.put("orgId", List.of(organization));
        });
    parameters.putAll(settings.login().authorizationParameters().values());
    parameters.putAll(asked.values());
    StepUp stepUp = login.stepUp();
    if (!stepUp.acrValues().isEmpty()) {
      parameters.put("acr_values", List.of(String.join(" ", stepUp.acrValues())));
    }
    stepUp.maxAge().ifPresent(age -> parameters.put("max_age", List.of(Long.toString(age.toSeconds()))));
    parameters.put("response_type", List.of("code"));
    if (settings.session().formPost()) {
      parameters.put("response_mode", List.of("form_post"));
    }
    parameters.put("client_id", List.of(settings.client().id()));
    parameters.put("redirect_uri", List.of(login.redirectUri()));
    parameters.put("scope", List.of(String.join(" ", settings.login().scopes())));
    parameters.put("state", List.of(login.state()));
    parameters.put("nonce", List.of(login.nonce().value()));
    parameters.put("code_challenge",
        List.of(CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(login.codeVerifier().value())).getValue()));
    parameters.put("code_challenge_method", List.of("S256"));
    return parameters;
  }

  /** The request as a URL; parameters that the endpoint's address has of its own stay. */
  static String url(URI endpoint, Map<String, List<String>> parameters) {
    Map<String, List<String>> all = new LinkedHashMap<>(URLUtils.parseParameters(endpoint.getRawQuery()));
    all.putAll(parameters);
    return URIUtils.stripQueryString(endpoint) + "?" + URLUtils.serializeParameters(all);
  }

  /**
   * What a sign-in with these parameters has to be checked against when it comes back: what is demanded anyhow, and of the parameters
   * {@code max_age} and an {@code acr} that {@code claims} calls essential (OpenID Connect Core, sections 2 and 5.5.1.1).
   *
   * @throws IllegalArgumentException if {@code claims} is not a JSON object
   */
  static StepUp checked(StepUp demanded, AuthorizationParameters asked) {
    Optional<Duration> age = first(asked, "max_age").map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    if (demanded.maxAge().isPresent() && (age.isEmpty() || age.get().compareTo(demanded.maxAge().get()) > 0)) {
      age = demanded.maxAge();
    }
    Optional<String> claims = first(asked, "claims");
    List<String> essential = claims.isPresent() ? essentialAcr(claims.get()) : List.of();
    List<String> both = demanded.acrValues().stream().filter(essential::contains).toList();
    return new StepUp(demanded.acrValues().isEmpty() ? essential : both.isEmpty() ? demanded.acrValues() : both, age);
  }

  private static List<String> essentialAcr(String claims) {
    Map<String, Object> members = Json.object(claims)
        .orElseThrow(() -> new IllegalArgumentException("the parameter claims is not a JSON object"));
    if (!(members.get("id_token") instanceof Map<?, ?> idToken) || !(idToken.get("acr") instanceof Map<?, ?> acr)
        || !Boolean.TRUE.equals(acr.get("essential"))) {
      return List.of();
    }
    if (acr.get("values") instanceof List<?> values) {
      return values.stream().map(String::valueOf).toList();
    }
    return acr.get("value") instanceof String value ? List.of(value) : List.of();
  }

  private static Optional<String> first(AuthorizationParameters asked, String name) {
    return asked.values().getOrDefault(name, List.of()).stream().findFirst();
  }
}
