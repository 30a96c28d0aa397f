package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SignIn;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However much is logged, no code, token, verifier or secret is among it. */
@Timeout(60)
class SecretsInLogsTest {

  private static final Pattern VALUE = Pattern.compile("(code|state|nonce|code_challenge)=([^&]+)");

  private final Logger library = Logger.getLogger("io.asbru");
  private final Lines lines = new Lines();
  private final Level before = library.getLevel() == null ? Level.INFO : library.getLevel();
  private final EngineFixture fixture = new EngineFixture();

  private static final class Lines extends Handler {

    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      StringWriter text = new StringWriter();
      text.append(line.getLevel() + " " + MessageFormat.format(String.valueOf(line.getMessage()).replace("'", "''").replace("{\"", "\""),
          line.getParameters() == null ? new Object[0] : line.getParameters()));
      Optional.ofNullable(line.getThrown()).ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text)));
      all.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    lines.setLevel(Level.ALL);
    library.setLevel(Level.ALL);
    library.addHandler(lines);
    library.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    library.setUseParentHandlers(true);
    library.removeHandler(lines);
    library.setLevel(before);
    fixture.close();
  }

  private static void addValues(List<String> secrets, String url) {
    VALUE.matcher(url).results().map(MatchResult::group).map(pair -> pair.substring(pair.indexOf('=') + 1)).forEach(secrets::add);
  }

  private static void addTokens(List<String> secrets, SignIn signIn) {
    secrets.add(signIn.accessToken().value());
    signIn.refreshToken().ifPresent(token -> secrets.add(token.value()));
    signIn.idToken().ifPresent(token -> secrets.add(token.value()));
  }

  @Test
  void nothingOfASignIn_isInTheLog_whetherItSucceedsOrNot() throws Exception {
    List<String> secrets = new ArrayList<>(List.of("sample_application_client_secret", "jG9A5KrX"));
    MemorySessionStore browser = new MemorySessionStore();
    String away = EngineFixture.location(fixture.visit(EngineFixture.page("/account"), browser));
    URI back = new BrowserAtProvider("Charlie", "jG9A5KrX").signIn(away, EngineFixture.CLIENT_URL);
    addValues(secrets, away);
    addValues(secrets, back.toString());
    fixture.visit(EngineFixture.callback(back), browser);
    fixture.visit(EngineFixture.callback(back), browser);
    addTokens(secrets, browser.load().orElseThrow());
    fixture.clock.advance(Duration.ofHours(1));
    fixture.caller(browser);
    SignIn renewed = browser.load().orElseThrow();
    addTokens(secrets, renewed);
    fixture.present(renewed.accessToken().value());
    fixture.present("made-up-bearer-token");
    secrets.add("made-up-bearer-token");
    int quiet = lines.all.size();

    for (Fault fault : List.of(Fault.badSignature(), Fault.wrongNonce(), Fault.notJson(), Fault.status(500),
        Fault.error(400, "invalid_grant", "Invalid authorization code received from token request"))) {
      FakeRequest callback = fixture.comeBack(new MemorySessionStore(), "Charlie", "jG9A5KrX");
      addValues(secrets, callback.query().orElseThrow());
      MemorySessionStore other = new MemorySessionStore();
      String url = EngineFixture.location(fixture.visit(EngineFixture.page("/account"), other));
      URI returned = new BrowserAtProvider("Charlie", "jG9A5KrX").signIn(url, EngineFixture.CLIENT_URL);
      addValues(secrets, url);
      addValues(secrets, returned.toString());
      fixture.organization.inject(fault, Endpoint.TOKEN, 1);
      fixture.visit(EngineFixture.callback(returned), other);
    }
    fixture.organization.inject(Fault.status(500), Endpoint.REVOKE);
    fixture.authenticator.signOut(EngineFixture.page("/account"), browser);

    assertThat(lines.all).as("there was something to log").hasSizeGreaterThan(quiet + 3);
    assertThat(secrets).hasSizeGreaterThan(20).allMatch(secret -> secret.length() > 7);
    assertThat(lines.all).allSatisfy(line -> assertThat(line).doesNotContain(secrets));
    assertThat(Map.of("INFO and above in good times", lines.all.subList(0, quiet).stream()
        .filter(line -> !line.startsWith("FINE") && !line.startsWith("CONFIG")).toList())).containsValue(List.of());
  }

  @Test
  void signIns_shareTheProvidersKeys() throws Exception {
    for (int i = 0; i < 3; i++) {
      fixture.signedIn("Charlie", "jG9A5KrX");
    }
    assertThat(fixture.organization.journal().count(Endpoint.JWKS)).isEqualTo(1);
  }
}
