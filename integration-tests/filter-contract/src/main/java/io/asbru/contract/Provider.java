package io.asbru.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.contract.app.MovableClock;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.Journal;
import io.asbru.local.JournalEntry;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Organization;
import java.net.URI;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The local organization as the contract uses it: with a clock of its own, and with tokens for the asking. */
public final class Provider implements AutoCloseable {

  static final String ROOT = "bestcarmart";
  static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  static final String CLIENT = "sample_application_client_id";
  static final String SECRET = "sample_application_client_secret";
  static final String JWT_CLIENT = "sample_jwt_client_id";
  static final String JWT_SECRET = "sample_jwt_client_secret";
  /** A client of the root organization that is shared with the others. */
  static final String SHARED = "shared_client_id";
  static final String SHARED_SECRET = "shared_client_secret";
  /** What a sign-in of the test application asks for. */
  static final String SCOPES = "openid profile roles groups read_stores write_stores";

  private final MovableClock clock = new MovableClock();
  private final LocalOrganization local = LocalOrganization.builder().clock(clock).start();

  /** The password of a demo user. */
  static String password(String user) {
    return user.equals("Charlie") ? "jG9A5KrX" : user + "-pw";
  }

  /** What time it is there. */
  MovableClock clock() {
    return clock;
  }

  LocalOrganization local() {
    return local;
  }

  Organization east() {
    return local.organization(EAST);
  }

  Journal journal() {
    return local.journal();
  }

  URI url(String organization, String path) {
    return URI.create(local.url(local.organization(organization)) + path);
  }

  /** How often an endpoint was asked. */
  int asked(Endpoint endpoint) {
    return journal().count(endpoint);
  }

  /** The requests to an endpoint that had this value of a parameter. */
  List<JournalEntry> asked(Endpoint endpoint, String parameter, String value) {
    return journal().entries(entry -> entry.endpoint() == endpoint
        && entry.parameters().getOrDefault(parameter, List.of()).contains(value));
  }

  void inject(Fault fault, Endpoint endpoint) {
    local.inject(fault, endpoint);
  }

  /** Tokens of a user of the application's organization, by the application's own client. */
  Answer tokensOf(String user, String scope) {
    return token(EAST, CLIENT, SECRET, Map.of("grant_type", "password", "username", user, "password", password(user),
        "scope", scope));
  }

  /** An access token of a user of the application's organization. */
  String accessToken(String user, String scope) {
    return tokensOf(user, scope).member("access_token");
  }

  /** An access token of the application itself. */
  String applicationToken(String scope) {
    return token(EAST, CLIENT, SECRET, Map.of("grant_type", "client_credentials", "scope", scope)).member("access_token");
  }

  /** A token request. */
  Answer token(String organization, String client, String secret, Map<String, String> parameters) {
    return post(organization, "/oauth2/token", client, secret, parameters).requireStatus(200);
  }

  /** A POST by a client to an endpoint of an organization. */
  Answer post(String organization, String path, String client, String secret, Map<String, String> parameters) {
    URI uri = url(organization, path);
    String credentials = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
    return new Visitor(uri).ask(uri).header("Authorization", "Basic " + credentials)
        .form(new LinkedHashMap<>(parameters)).send();
  }

  /** Makes everything as it was at the start. */
  void restore() {
    local.clearFaults();
    local.restart();
    local.journal().clear();
  }

  @Override
  public void close() {
    local.close();
  }
}
