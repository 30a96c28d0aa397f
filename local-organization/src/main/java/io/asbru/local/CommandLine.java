package io.asbru.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;

/** Runs a local organization as a program of its own. */
final class CommandLine {

  private static final String USAGE = """
      Runs an Asgardeo organization on this machine, for development.
        --port NUMBER       the port to listen on (8090)
        --host NAME         the name or address to listen on (localhost)
        --definition FILE   organizations, users and applications, as YAML (a demo)
        --empty             without users and applications, but for a management application
        --help              prints this
      """;

  private final PrintStream out;

  private CommandLine(PrintStream out) {
    this.out = out;
  }

  /** Runs until the process is ended; otherwise gives the exit code. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    LocalOrganization.Builder builder = LocalOrganization.builder().port(8090);
    try {
      for (int i = 0; i < args.length; i++) {
        if (args[i].equals("--help")) {
          out.print(USAGE);
          return 0;
        }
        if (args[i].equals("--empty")) {
          builder.definition(Definition.empty());
          continue;
        }
        if (i + 1 == args.length || !option(builder, args[i], args[i + 1])) {
          err.println("Unknown option or missing value: " + args[i] + " (--help tells the options)");
          return 2;
        }
        i++;
      }
      return new CommandLine(out).run(builder);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (IOException | UncheckedIOException e) {
      err.println(reason(e));
      return 1;
    }
  }

  private static boolean option(LocalOrganization.Builder builder, String name, String value) throws IOException {
    switch (name) {
      case "--port":
        builder.port(port(value));
        return true;
      case "--host":
        builder.host(value);
        return true;
      case "--definition":
        builder.definition(Definition.read(Path.of(value)));
        return true;
      default:
        return false;
    }
  }

  private static int port(String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
      throw new IllegalArgumentException("--port: " + value + " is no port");
    }
    return Integer.parseInt(value);
  }

  private static String reason(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return e.getMessage() + " (choose another port with --port)";
      }
      if (cause instanceof NoSuchFileException) {
        return "There is no file " + cause.getMessage();
      }
    }
    return String.valueOf(e.getMessage());
  }

  private int run(LocalOrganization.Builder builder) {
    try (LocalOrganization local = builder.start()) {
      describe(local);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private void describe(LocalOrganization local) {
    out.println("""
        ***************************************************************************
        *  FOR DEVELOPMENT ONLY. Passwords and secrets are public, nothing is     *
        *  kept, and everybody who reaches this port is welcome.                  *
        ***************************************************************************""");
    out.println("Listening at " + local.baseUrl() + "   (Ctrl-C ends it)");
    describe(local, local.root(), "Root organization");
    local.organizations().forEach(organization -> describe(local, organization, "Organization"));
    out.flush();
  }

  private void describe(LocalOrganization local, Organization organization, String kind) {
    out.println();
    out.println(kind + " " + organization.name() + " (" + organization.handle() + ")");
    out.println("  " + local.url(organization));
    out.println("  Users");
    organization.users().stream().sorted(Comparator.comparing(User::name))
        .forEach(user -> out.printf("    %-32s %s%n", user.name(), user.password()));
    out.println("  Applications");
    organization.applications().stream().sorted(Comparator.comparing(Application::name))
        .forEach(application -> out.printf("    %-32s %-44s %s%n", application.name(), application.clientId(),
            application.clientSecret().orElse("(public client)")));
  }
}
