package io.asbru.local;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks authorization requests in the order of the real service. */
final class AuthorizationRequestReader {

  private static final Set<String> PROMPTS = Set.of("none", "login", "consent", "select_account");

  private final Organizations organizations;
  private final AuthorizationResponses responses;
  private final Places places;

  /** Where a refusal is sent once client and redirection URI are known to be right. */
  private record Sender(Call call, Organization residence, Application application, String redirectUri,
      ResponseMode mode, Optional<String> state) {}

  AuthorizationRequestReader(Organizations organizations, AuthorizationResponses responses, Places places) {
    this.organizations = organizations;
    this.responses = responses;
    this.places = places;
  }

  AuthorizationRequest read(Call call, Organization organization) throws Refused {
    Sender sender = sender(call, organization);
    checkResponseType(call, sender);
    Optional<CodeChallenge> challenge = codeChallenge(call, sender);
    Set<String> prompts = prompts(call, sender);
    Optional<Long> maxAge = maxAge(call, sender);
    return new AuthorizationRequest(organization, sender.application(), sender.redirectUri(), sender.mode(),
        sender.state(), call.parameter("nonce"), call.words("scope"), challenge, prompts, maxAge,
        signInTo(call, sender));
  }

  private Sender sender(Call call, Organization organization) throws Refused {
    if (call.repeatsParameter()) {
      throw new Refused(places.errorPage("invalid_request",
          "Invalid authorization request with repeated parameters."));
    }
    String clientId = call.parameter("client_id").orElseThrow(() -> new Refused(places.errorPage("invalid_request",
        "Client ID is not present in the authorization request.")));
    Application application = organization.application(clientId)
        .orElseThrow(() -> new Refused(places.unknownClient(clientId)));
    String redirectUri = call.parameter("redirect_uri").orElseThrow(() -> new Refused(places.errorPage(
        "invalid_request", "Redirect URI is not present in the authorization request.")));
    if (!RedirectUris.registered(application, redirectUri)) {
      throw new Refused(places.errorPage("invalid_callback", "callback.not.match"));
    }
    Optional<ResponseMode> mode = ResponseMode.of(call.parameter("response_mode").orElse("query"));
    Sender sender = new Sender(call, organization, application, redirectUri, mode.orElse(ResponseMode.QUERY),
        call.parameter("state"));
    if (mode.isEmpty()) {
      throw refused(sender, "invalid_request", "Unsupported response_mode value");
    }
    return sender;
  }

  private void checkResponseType(Call call, Sender sender) throws Refused {
    Optional<String> type = call.parameter("response_type");
    if (type.isEmpty()) {
      throw refused(sender, "invalid_request", "Missing response_type parameter value");
    }
    if (!type.get().equals("code")) {
      throw refused(sender, "unsupported_response_type", "Unsupported response_type value");
    }
    if (!sender.application().grants().contains(Application.AUTHORIZATION_CODE)) {
      throw refused(sender, "unauthorized_client",
          "The authenticated client is not authorized to use this authorization grant type");
    }
  }

  private Optional<CodeChallenge> codeChallenge(Call call, Sender sender) throws Refused {
    Optional<String> challenge = call.parameter("code_challenge");
    if (challenge.isEmpty()) {
      if (sender.application().pkceMandatory()) {
        throw refused(sender, "invalid_request", "PKCE is mandatory for this application. PKCE Challenge is not "
            + "provided or is not upto RFC 7636 specification.");
      }
      return Optional.empty();
    }
    String method = call.parameter("code_challenge_method").orElse("plain");
    if (!method.equals("S256") && !method.equals("plain")) {
      throw refused(sender, "invalid_request", "Unsupported PKCE Challenge Method");
    }
    if (method.equals("plain") && !sender.application().pkcePlainAllowed()) {
      throw refused(sender, "invalid_request",
          "This application does not support \"plain\" transformation algorithm.");
    }
    if (!CodeChallenge.wellFormed(challenge.get())) {
      throw refused(sender, "invalid_request", "Code challenge used is not up to RFC 7636 specifications.");
    }
    return challenge.map(value -> new CodeChallenge(value, method.equals("plain")));
  }

  private Set<String> prompts(Call call, Sender sender) throws Refused {
    Set<String> prompts = call.words("prompt");
    Set<String> unknown = new TreeSet<>(prompts);
    unknown.removeAll(PROMPTS);
    if (!unknown.isEmpty()) {
      throw refused(sender, "invalid_request", "Invalid prompt variable value: " + String.join(" ", unknown));
    }
    if (prompts.contains("none") && prompts.size() > 1) {
      throw refused(sender, "invalid_request",
          "Invalid prompt variable combination. The value 'none' cannot be used with others prompts.");
    }
    return prompts;
  }

  private Optional<Long> maxAge(Call call, Sender sender) throws Refused {
    Optional<String> value = call.parameter("max_age");
    if (value.isPresent() && !value.get().matches("\\d{1,9}")) {
      throw refused(sender, "invalid_request", "Invalid max_age parameter value");
    }
    return value.map(Long::valueOf);
  }

  /** The root organization's applications can ask for the users of an organization that they are shared with. */
  private Optional<Organization> signInTo(Call call, Sender sender) throws Refused {
    if (!sender.residence().root() || !call.parameter("fidp").equals(Optional.of("OrganizationSSO"))) {
      return Optional.of(sender.residence());
    }
    Optional<String> named = call.parameter("orgId").or(() -> call.parameter("orgHandle"))
        .or(() -> call.parameter("org")).or(() -> call.parameter("login_hint"));
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Optional<Organization> found = call.parameter("orgId").flatMap(organizations::byId)
        .or(() -> call.parameter("orgHandle").flatMap(organizations::byHandle))
        .or(() -> call.parameter("org").flatMap(organizations::byName))
        .or(() -> call.parameter("login_hint").flatMap(organizations::byEmail))
        .filter(sender.application()::sharedWith);
    if (found.isEmpty()) {
      throw refused(sender, "invalid_request", "Invalid organization: " + named.get());
    }
    return found;
  }

  private Refused refused(Sender sender, String error, String description) {
    Map<String, String> parameters = AuthorizationResponses.error(error, description, sender.state());
    return new Refused(responses.send(sender.call(), sender.residence(), sender.application(), sender.redirectUri(),
        sender.mode(), parameters));
  }
}
