package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Who makes one request is not shown to the next, whatever they share. */
public abstract class IsolationContract extends FilterContract {

  private static final List<String> USERS = List.of("Charlie", "store-reader", "store-manager", "no-scopes");

  @Test
  void oneConnection_andOneThread_serveOneCallerAfterTheOther() throws IOException, StartFailedException {
    URI application = start(deployment().onThreads(1));
    Visitor manager = new Visitor(application);
    manager.signIn("/private/page", "store-manager").requireStatus(200);
    String charlie = "Authorization: Bearer " + provider.accessToken("Charlie", "read_stores");
    String session = "Cookie: JSESSIONID=" + manager.sessionCookie();
    Set<String> threads = new HashSet<>();

    try (RawConnection connection = new RawConnection(application)) {
      for (int i = 0; i < 15; i++) {
        Answer first = connection.send("GET", "/public/page", charlie).requireStatus(200);
        Answer nobody = connection.send("GET", "/public/page").requireStatus(200);
        Answer second = connection.send("GET", "/public/page", session).requireStatus(200);
        Answer nobodyAgain = connection.send("GET", "/public/page").requireStatus(200);

        assertThat(first.fact("user")).startsWith("Charlie@");
        assertThat(second.fact("user")).startsWith("store-manager@");
        for (Answer each : List.of(nobody, nobodyAgain)) {
          for (String fact : List.of("caller", "principal", "user", "auth")) {
            assertThat(each.fact(fact)).as(fact).isEqualTo("-");
          }
          assertThat(each.fact("role **")).isEqualTo("false");
        }
        threads.addAll(List.of(first.fact("thread"), nobody.fact("thread"), second.fact("thread")));
      }
    }
    assertThat(threads.size()).as("the threads are used again, or this proves nothing: " + threads).isLessThanOrEqualTo(4);
  }

  @Test
  void afterAFailure_nothingIsLeft() throws IOException, StartFailedException {
    URI application = start(deployment().onThreads(1));
    String charlie = "Authorization: Bearer " + provider.accessToken("Charlie", "read_stores");

    for (String path : List.of("/dispatch/throw-servlet", "/dispatch/throw-runtime", "/dispatch/throw-io", "/dispatch/error?status=418",
        "/api/both", "/private/page", "/unlisted/page", "/does-not-exist")) {
      for (int i = 0; i < 3; i++) {
        assertThat(RawConnection.get(application, path, charlie).status()).as(path).isGreaterThanOrEqualTo(400);
        Answer next = RawConnection.get(application, "/public/page").requireStatus(200);
        assertThat(next.fact("caller")).as("after " + path).isEqualTo("-");
        assertThat(next.fact("user")).as("after " + path).isEqualTo("-");
      }
    }
  }

  @Test
  void severalUsersAtOnce_eachSeeThemselves() {
    List<Callable<Boolean>> everybody = new ArrayList<>();
    for (String user : USERS) {
      Visitor browser = signedIn(user);
      String token = provider.accessToken(user, "openid read_stores");
      everybody.add(() -> repeat(user, () -> browser.script("/mixed/data")));
      everybody.add(() -> repeat(user, () -> visitor().program("/mixed/data", token)));
    }
    everybody.add(() -> repeat("-", () -> visitor().go("/public/page")));
    everybody.add(() -> repeat("-", () -> visitor().go("/async/thread")));

    assertThat(Together.all(everybody)).containsOnly(true);
  }

  private static boolean repeat(String user, Callable<Answer> request) throws Exception {
    for (int i = 0; i < 25; i++) {
      assertThat(request.call().requireStatus(200).fact("user")).startsWith(user);
    }
    return true;
  }

  @Test
  void severalSignInsAtOnce_endWithWhomTheyBeganFor() {
    List<Callable<String>> everybody = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (String user : USERS) {
        everybody.add(() -> user + " is " + visitor().signIn("/private/page?who=" + user, user).requireStatus(200).fact("user"));
      }
    }

    assertThat(Together.all(everybody)).allSatisfy(line -> {
      String[] words = line.split(" is ");
      assertThat(words[1]).startsWith(words[0] + "@");
    });
  }

  @Test
  void twoApplications_shareNothing() throws StartFailedException {
    URI other = start(deployment().at("/other"));
    Visitor browser = signedIn("Charlie");

    Answer answer = new Visitor(other).ask("/private/page").navigating()
        .header("Cookie", "JSESSIONID=" + browser.sessionCookie()).send();

    Expect.signIn(answer);
  }

  @Test
  void twoApplicationsOnOneServersName_areBothUsable() throws StartFailedException {
    URI other = start(deployment().at("/other"));
    Visitor browser = visitor();
    browser.signIn("/private/page", "Charlie").requireStatus(200);

    Visitor sameBrowser = browser.at(other);
    assertThat(sameBrowser.open("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }
}
