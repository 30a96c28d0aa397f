package io.asbru.management.cli;

import io.asbru.settings.Settings;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** A command that talks to one organization. */
@Command(mixinStandardHelpOptions = true, sortOptions = false, usageHelpAutoWidth = true)
abstract class OrganizationCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // by picocli
  Main main;

  @Mixin
  final ClientOptions client = new ClientOptions();

  @Override
  public final Integer call() throws Exception {
    return carryOut().code();
  }

  abstract ExitCode carryOut() throws Exception;

  Settings settings() throws IOException {
    return client.read(main.terminal(), true);
  }

  /** Scopes as they are written on a command line: one option with several, or several options. */
  static Set<String> words(List<String> texts) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : texts) {
      for (String word : text.split("[\\s,]+")) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    return words;
  }
}
