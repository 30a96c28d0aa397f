package io.asbru.internal;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URIUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.StepUp;
import io.asbru.organization.Organization;
import io.asbru.session.PendingLogin;
import io.asbru.settings.Settings;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The authorization request of a sign-in, as a URL (OpenID Connect Core, section 3.1.2.1). Always with PKCE by S256.
 */
final class AuthorizationRequest {

  private AuthorizationRequest() {}

  static String url(URI endpoint, Settings settings, PendingLogin login) {
    Map<String, List<String>> parameters = new LinkedHashMap<>(URLUtils.parseParameters(endpoint.getRawQuery()));
    settings.provider().organization().filter(Organization::sharedApplication).flatMap(Organization::id)
        .ifPresent(organization -> {
          parameters.put("fidp", List.of("OrganizationSSO"));
          parameters.put("orgId", List.of(organization));
        });
    settings.login().authorizationParameters().forEach((name, value) -> parameters.put(name, List.of(value)));
    StepUp stepUp = login.stepUp();
    if (!stepUp.acrValues().isEmpty()) {
      parameters.put("acr_values", List.of(String.join(" ", stepUp.acrValues())));
    }
    stepUp.maxAge().ifPresent(age -> parameters.put("max_age", List.of(Long.toString(age.toSeconds()))));
    parameters.put("response_type", List.of("code"));
    parameters.put("client_id", List.of(settings.client().id()));
    parameters.put("redirect_uri", List.of(login.redirectUri()));
    parameters.put("scope", List.of(String.join(" ", settings.login().scopes())));
    parameters.put("state", List.of(login.state()));
    parameters.put("nonce", List.of(login.nonce().value()));
    parameters.put("code_challenge",
        List.of(CodeChallenge.compute(CodeChallengeMethod.S256, new CodeVerifier(login.codeVerifier().value())).getValue()));
    parameters.put("code_challenge_method", List.of("S256"));
    return URIUtils.stripQueryString(endpoint) + "?" + URLUtils.serializeParameters(parameters);
  }
}
