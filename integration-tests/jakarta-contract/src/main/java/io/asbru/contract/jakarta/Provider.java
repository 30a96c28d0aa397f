package io.asbru.contract.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.contract.Visitor;
import io.asbru.local.Application;
import io.asbru.local.Endpoint;
import io.asbru.local.Journal;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Organization;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The local organization as the contract uses it: with tokens for the asking. */
final class Provider {

  static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  static final String CLIENT = "sample_application_client_id";
  static final String SECRET = "sample_application_client_secret";

  static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  static final String WEST_CLIENT = "fhErtAT2YF_M0Ek3AAYHLI8L25oa";
  static final String WEST_SECRET = "JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa";
  /** A client of the root organization that is shared with the others. */
  static final String SHARED = "shared_client_id";
  static final String SHARED_SECRET = "shared_client_secret";

  private volatile Duration offset = Duration.ZERO;
  private final LocalOrganization local = LocalOrganization.builder().host("127.0.0.1").clock(new MovedClock()).start();
  private final Application original = east().application(CLIENT).orElseThrow();

  Provider() {
    // It makes its keys when they are asked for first, which on a busy machine takes longer than a sign-in waits.
    URI keys = URI.create(local.url(east()) + "/oauth2/jwks");
    new Visitor(keys).ask(keys).send().requireStatus(200);
  }

  /** The password of a demo user. */
  static String password(String user) {
    return user.equals("Charlie") ? "jG9A5KrX" : user + "-pw";
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

  int asked(Endpoint endpoint) {
    return journal().count(endpoint);
  }

  /** Lets time pass there. */
  void later(Duration time) {
    offset = offset.plus(time);
  }

  /** Everything as at the start, and nobody signed in. */
  void reset() {
    offset = Duration.ZERO;
    local.restart();
    local.clearFaults();
    east().put(original);
    for (String user : new String[] {"Charlie", "store-reader", "store-manager", "no-scopes"}) {
      local.endSessions(east(), user);
      local.endSessions(local.organization(WEST), user);
      local.revokeTokens(east(), user);
    }
    journal().clear();
  }

  /** Registers a changed form of the application's client. */
  void register(UnaryOperator<Application.Builder> change) {
    east().put(change.apply(original.toBuilder()).build());
  }

  /** An access token of a user, by the application's own client. */
  String accessToken(String user, String scope) {
    return token(EAST, CLIENT, SECRET, Map.of("grant_type", "password", "username", user, "password", password(user), "scope", scope));
  }

  /** An access token of the application itself. */
  String applicationToken(String scope) {
    return token(EAST, CLIENT, SECRET, Map.of("grant_type", "client_credentials", "scope", scope));
  }

  /** A token of somebody else's organization. */
  String foreignToken() {
    return token(WEST, WEST_CLIENT, WEST_SECRET,
        Map.of("grant_type", "password", "username", "store-reader", "password", "store-reader-pw", "scope", "read_stores"));
  }

  private String token(String organization, String client, String secret, Map<String, String> form) {
    String basic = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(UTF_8));
    URI endpoint = URI.create(local.url(local.organization(organization)) + "/oauth2/token");
    return new Visitor(endpoint).ask(endpoint).header("Authorization", "Basic " + basic).form(new LinkedHashMap<>(form)).send()
        .requireStatus(200).member("access_token");
  }

  /** The time of this machine, moved. */
  private final class MovedClock extends Clock {

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
