package io.asbru.management.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.asbru.Secret;
import io.asbru.outbound.BearerHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs commands as a shell would, and keeps what they print. */
final class CommandLineFixture {

  final Map<String, String> environment = new HashMap<>();
  final Map<String, String> answers = new HashMap<>();
  BearerHttpClient.Pause pauses = time -> {
    throw new AssertionError("nothing should wait: " + time);
  };
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
        name -> Optional.ofNullable(environment.get(name)), what -> Optional.ofNullable(answers.get(what)).map(Secret::of),
        pauses), args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  JsonNode json() throws Exception {
    return new ObjectMapper().readTree(out());
  }

  /** Everything that was printed, for messages. */
  String all() {
    return out() + err();
  }
}
