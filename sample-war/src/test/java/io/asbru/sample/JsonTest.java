package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void stores_areWrittenWithEscapes() {
    assertThat(Json.write(Json.stores(List.of(new Store(1, "The \"Best\"", "Malmö\\")))))
        .isEqualTo("{\"stores\":[{\"id\":1,\"name\":\"The \\\"Best\\\"\",\"city\":\"Malmö\\\\\"}]}");
  }

  @Test
  void user_isWrittenWithWhatIsKnown() {
    Caller caller = Caller.builder(Caller.Kind.USER, "Charlie")
        .subject("s-1").clientId("c").organization("o").scopes(Set.of("read_stores", "openid")).groups(Set.of("staff"))
        .claims(Map.of("secret", "not shown")).expiresAt(Instant.parse("2026-01-01T01:00:00Z")).build();

    assertThat(Json.write(Json.caller(caller))).isEqualTo("{\"name\":\"Charlie\",\"kind\":\"user\",\"subject\":\"s-1\",\"client_id\":\"c\","
        + "\"organization\":\"o\",\"scopes\":[\"openid\",\"read_stores\"],\"roles\":[],\"groups\":[\"staff\"],"
        + "\"expires_at\":\"2026-01-01T01:00:00Z\"}");
  }

  @Test
  void application_isWrittenWithoutWhatIsNotKnown() {
    assertThat(Json.write(Json.caller(Caller.builder(Caller.Kind.APPLICATION, "c").build())))
        .isEqualTo("{\"name\":\"c\",\"kind\":\"application\",\"scopes\":[],\"roles\":[],\"groups\":[]}");
  }
}
