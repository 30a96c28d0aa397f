package io.asbru.management.cli;

import io.asbru.Secret;
import io.asbru.outbound.ApplicationTokens;
import io.asbru.outbound.BearerHttpClient;
import io.asbru.outbound.BoundedBytes;
import io.asbru.outbound.TokenSource;
import io.asbru.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Calls an API with a token. */
@Command(name = "call", description = "Call an API with a token: of the client itself, or one that you have. Ends with 1 if it refuses.")
final class CallCommand extends OrganizationCommand {

  private static final int MOST_BYTES = 16 * 1024 * 1024;

  @Parameters(index = "0", paramLabel = "URL", description = "What to call.")
  @SuppressWarnings("NullAway.Init") // by picocli
  URI url;

  @Option(names = {"-X", "--method"}, paramLabel = "METHOD", description = "The method (GET).")
  String method = "GET";

  @Option(names = {"-H", "--header"}, paramLabel = "NAME=VALUE", description = "A header field; may be repeated.")
  Map<String, String> headers = new LinkedHashMap<>();

  @Option(names = "--body-file", paramLabel = "FILE", description = "The request's body.")
  @Nullable Path bodyFile;

  @Option(names = "--scopes", paramLabel = "SCOPES", description = "Scopes of the client's own token; all have to be granted.")
  List<String> scopes = new ArrayList<>();

  @Mixin
  final TokenOptions token = new TokenOptions();

  @Override
  ExitCode carryOut() throws Exception {
    Settings settings = settings();
    HttpRequest.Builder request = HttpRequest.newBuilder(url)
        .method(method, bodyFile == null ? BodyPublishers.noBody() : BodyPublishers.ofFile(bodyFile));
    headers.forEach(request::header);
    Optional<Secret> given = token.given(main.terminal());
    try (ApplicationTokens tokens = ApplicationTokens.of(settings)) {
      TokenSource source = given.map(TokenSource::relaying).orElseGet(() -> tokens.forScopes(words(scopes).toArray(String[]::new)));
      HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.http().connectTimeout())
          .sslContext(settings.http().sslContext()).build();
      HttpResponse<byte[]> response = BearerHttpClient.of(http, source).withPause(main::pause).send(request.build(), BoundedBytes.of(MOST_BYTES));
      String body = new String(response.body(), StandardCharsets.UTF_8);
      main.progress("HTTP " + response.statusCode());
      main.result(Map.of("status", response.statusCode(), "body", body), body);
      return response.statusCode() < 400 ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }
}
