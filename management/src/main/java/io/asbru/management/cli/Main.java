package io.asbru.management.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.asbru.management.OnboardingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands. {@code --help} tells them all, {@code COMMAND --help} each with its options. */
@Command(
    name = "asbru",
    description = "Sets up applications in an Asgardeo organization, and tries them out.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {OnboardCommand.class, DoctorCommand.class, TokenCommand.class, IntrospectCommand.class, RevokeCommand.class,
        WhoAmICommand.class, CallCommand.class, HelpCommand.class},
    footerHeading = "%nSecrets are read from files, from the environment, or asked for; never from the command line.%n%n",
    footer = {
        "Exit codes: 0 done; 1 refused by the organization, or a check failed; 2 wrong options or settings;",
        "3 the organization could not be asked; 4 an onboarding failed and something of it remains."})
public final class Main {

  /** The version that the jar says. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"asbru " + Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("(not packaged)")};
    }
  }

  private final Terminal terminal;

  @Option(names = "--json", description = "Print one JSON object instead of text.", scope = ScopeType.INHERIT)
  private boolean json;

  Main(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Runs a command and ends with its exit code. */
  public static void main(String[] args) throws IOException {
    // What goes wrong is said once, by the command.
    LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(".level=OFF\n".getBytes(StandardCharsets.UTF_8)));
    System.exit(run(Terminal.ofThisProcess(), args));
  }

  static int run(Terminal terminal, String... args) {
    Main main = new Main(terminal);
    CommandLine line = new CommandLine(main);
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> main.explain(failure));
    line.setUsageHelpAutoWidth(true);
    int code = args.length == 0 ? line.execute("--help") : line.execute(args);
    terminal.out().flush();
    return code;
  }

  Terminal terminal() {
    return terminal;
  }

  boolean json() {
    return json;
  }

  /** Says how far something is. */
  void progress(String what) {
    terminal.err().println(what);
  }

  /** Waits until a request may be sent again, and says so. */
  void pause(Duration time) throws InterruptedException {
    progress("The organization takes no more requests for now, or failed; asking again in " + Math.max(1, time.toSeconds()) + " s.");
    terminal.pause().pass(time);
  }

  /** Prints a result, as text or as JSON. */
  void result(Map<String, Object> members, String text) {
    terminal.out().println(json ? write(members) : text);
  }

  private static String write(Map<String, Object> members) {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(members);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int explain(Exception failure) {
    String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    ExitCode code = ExitCode.of(failure);
    Map<String, Object> members = new LinkedHashMap<>(Map.of("error", message, "exitCode", code.code()));
    terminal.err().println("Failed: " + message);
    if (failure instanceof OnboardingException onboarding) {
      members.put("undone", onboarding.undone());
      members.put("remaining", onboarding.remaining());
      tell("Undone:", onboarding.undone());
      tell("These could not be undone; look after them by hand:", onboarding.remaining());
      if (onboarding.remaining().isEmpty()) {
        terminal.err().println("Nothing of it remains in the organization.");
      }
    }
    if (json) {
      terminal.out().println(write(members));
    }
    return code.code();
  }

  private void tell(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      terminal.err().println(heading);
      lines.forEach(line -> terminal.err().println("  " + line));
    }
  }
}
