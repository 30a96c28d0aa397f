package io.asbru.management.cli;

import io.asbru.Secret;
import io.asbru.outbound.BearerHttpClient;
import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command sees of the world.
 *
 * @param out where results go
 * @param err where progress and errors go
 * @param environment a variable of the environment; empty if it is not set
 * @param prompt asks a person for a secret without showing it; empty if there is nobody to ask
 * @param pause lets time pass
 */
record Terminal(PrintStream out, PrintStream err, Function<String, Optional<String>> environment,
    Function<String, Optional<Secret>> prompt, BearerHttpClient.Pause pause) {

  static Terminal ofThisProcess() {
    return new Terminal(System.out, System.err, name -> Optional.ofNullable(System.getenv(name)), Terminal::asked,
        BearerHttpClient.Pause.sleeping());
  }

  private static Optional<Secret> asked(String what) {
    Console console = System.console();
    if (console == null) {
      return Optional.empty();
    }
    char[] typed = console.readPassword("%s: ", what);
    return typed == null || typed.length == 0 ? Optional.empty() : Optional.of(Secret.of(new String(typed)));
  }
}
