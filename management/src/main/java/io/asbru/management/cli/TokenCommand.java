package io.asbru.management.cli;

import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenResponse;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Gets a token by any grant and prints it. */
@Command(name = "token", description = "Get a token. Prints the access token alone, with --json the whole response.")
final class TokenCommand extends OrganizationCommand {

  @Option(names = "--grant", paramLabel = "GRANT", defaultValue = "client_credentials",
      description = "client_credentials (default), password, refresh_token, authorization_code or organization_switch.")
  String grant = "client_credentials";

  @Option(names = "--scopes", paramLabel = "SCOPES", description = "Scopes to ask for. What is granted may be less.")
  List<String> scopes = new ArrayList<>();

  @Option(names = "--username", paramLabel = "NAME", description = "password: who signs in.")
  @Nullable String username;

  @Option(names = "--secret-file", paramLabel = "FILE",
      description = "The password, refresh token, code, or token to switch with. Else from the environment, or asked for.")
  @Nullable Path secretFile;

  @Option(names = "--secret-env", paramLabel = "NAME", description = "The variable that holds it (ASBRU_GRANT_SECRET).")
  String secretEnv = "ASBRU_GRANT_SECRET";

  @Option(names = "--redirect-uri", paramLabel = "URI", description = "authorization_code: that of the authorization request.")
  @Nullable String redirectUri;

  @Option(names = "--code-verifier-file", paramLabel = "FILE", description = "authorization_code: the PKCE code verifier.")
  @Nullable Path codeVerifierFile;

  @Option(names = "--switch-to", paramLabel = "ID", description = "organization_switch: the id of the organization.")
  @Nullable String switchTo;

  @Override
  ExitCode carryOut() throws Exception {
    Set<String> wanted = words(scopes);
    Settings settings = settings();
    try (OrganizationClient organization = OrganizationClient.of(settings)) {
      TokenResponse response = switch (grant) {
        case "client_credentials" -> organization.clientCredentials(wanted);
        case "password" -> organization.password(given(username, "--username"), secret("Password"), wanted);
        case "refresh_token" -> organization.refresh(secret("Refresh token"), wanted);
        case "authorization_code" -> organization.authorizationCode(secret("Code"), given(redirectUri, "--redirect-uri"),
            TokenOptions.read(given(codeVerifierFile, "--code-verifier-file")));
        case "organization_switch" -> organization.switchOrganization(switchedFrom(organization), given(switchTo, "--switch-to"), wanted);
        default -> throw new IllegalArgumentException("there is no grant " + grant + "; --help tells them");
      };
      TokenResponse.Granted granted = response.orThrow();
      Set<String> lacking = new TreeSet<>(wanted);
      lacking.removeAll(granted.scopes().orElse(settings.provider().organization().isPresent() ? Set.of() : wanted));
      if (!lacking.isEmpty()) {
        main.progress("Not granted: " + String.join(" ", lacking));
      }
      main.result(members(granted), granted.accessToken().value());
      return ExitCode.DONE;
    }
  }

  /** A token of the client itself, unless another one is given. */
  private Secret switchedFrom(OrganizationClient organization) throws Exception {
    Optional<Secret> given = withoutAsking();
    return given.isPresent() ? given.get() : organization.clientCredentials(Set.of()).orThrow().accessToken();
  }

  private Secret secret(String what) throws IOException {
    Optional<Secret> found = withoutAsking();
    return found.isPresent() ? found.get() : main.terminal().prompt().apply(what).orElseThrow(() ->
        new IllegalArgumentException(what + ": give --secret-file, or set " + secretEnv));
  }

  private Optional<Secret> withoutAsking() throws IOException {
    return secretFile != null ? Optional.of(TokenOptions.read(secretFile))
        : main.terminal().environment().apply(secretEnv).filter(text -> !text.isBlank()).map(Secret::of);
  }

  private static <T> T given(@Nullable T value, String option) {
    if (value == null) {
      throw new IllegalArgumentException("this grant needs " + option);
    }
    return value;
  }

  private static Map<String, Object> members(TokenResponse.Granted granted) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("access_token", granted.accessToken().value());
    granted.refreshToken().ifPresent(token -> members.put("refresh_token", token.value()));
    granted.idToken().ifPresent(token -> members.put("id_token", token.value()));
    granted.scopes().ifPresent(found -> members.put("scope", String.join(" ", new TreeSet<>(found))));
    members.put("token_type", "Bearer");
    granted.expiresIn().ifPresent(life -> members.put("expires_in", life.toSeconds()));
    return members;
  }
}
