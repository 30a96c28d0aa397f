package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.outbound.TokenSource;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without an implementation of Jakarta REST: the contexts answer from maps. */
class BearerTokenClientFilterTest {

  private final MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
  private final Map<String, Object> properties = new HashMap<>();
  private final List<Secret> rejected = new ArrayList<>();
  private final BearerTokenClientFilter filter = new BearerTokenClientFilter(new TokenSource() {
    @Override
    public Secret accessToken() {
      return Secret.of("token");
    }

    @Override
    public void rejected(Secret accessToken) {
      rejected.add(accessToken);
    }
  });

  @Test
  void token_takesThePlaceOfAnyOther() throws Exception {
    headers.add("Authorization", "Basic abc");

    filter.filter(request("https://api.example/stores"));

    assertThat(headers.get("Authorization")).containsExactly("Bearer token");
  }

  @Test
  void answer401_dropsTheTokenThatWasSent() throws Exception {
    ClientRequestContext request = request("https://api.example/stores");
    filter.filter(request);

    filter.filter(request, response(200));
    assertThat(rejected).isEmpty();
    filter.filter(request, response(401));
    assertThat(rejected).containsExactly(Secret.of("token"));
  }

  @Test
  void httpToAnotherMachine_getsNoToken() {
    assertThatThrownBy(() -> filter.filter(request("http://api.example/stores"))).isInstanceOf(IOException.class).hasMessageContaining("https");
    assertThat(headers).isEmpty();
  }

  @Test
  void outage_failsTheRequest() {
    BearerTokenClientFilter without = new BearerTokenClientFilter(() -> {
      throw new AuthorizationServerUnavailableException("away", null);
    });

    assertThatThrownBy(() -> without.filter(request("https://api.example/stores"))).isInstanceOf(IOException.class).hasMessage("away");
  }

  private ClientRequestContext request(String uri) {
    return proxy(ClientRequestContext.class, (method, arguments) -> switch (method) {
      case "getUri" -> URI.create(uri);
      case "getHeaders" -> headers;
      case "getProperty" -> properties.get((String) arguments[0]);
      case "setProperty" -> properties.put((String) arguments[0], arguments[1]);
      default -> throw new AssertionError(method);
    });
  }

  private static ClientResponseContext response(int status) {
    return proxy(ClientResponseContext.class, (method, arguments) -> {
      assertThat(method).isEqualTo("getStatus");
      return status;
    });
  }

  private interface Answers {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
        (proxy, method, arguments) -> answers.to(method.getName(), arguments)));
  }
}
