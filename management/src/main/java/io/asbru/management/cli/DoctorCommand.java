package io.asbru.management.cli;

import io.asbru.management.cli.Examination.Finding;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares settings with the live organization. */
@Command(name = "doctor", description = "Check settings against the live organization; each finding has its remedy. Ends with 1 if something is wrong.")
final class DoctorCommand extends OrganizationCommand {

  @Option(names = "--url", paramLabel = "URL", description = "The application as browsers see it, if external-url is not set.")
  @Nullable String url;

  @Override
  ExitCode carryOut() throws Exception {
    List<Finding> findings = new ArrayList<>();
    try {
      Settings settings = settings();
      findings.add(tell(Finding.good("settings", "are complete and well-formed")));
      new Examination(settings, Optional.ofNullable(url)).run(finding -> findings.add(tell(finding)));
    } catch (ConfigurationException e) {
      e.faults().forEach(fault -> findings.add(tell(Finding.bad("settings", fault.key() + ": " + fault.problem(), fault.remedy()))));
    }
    long bad = findings.stream().filter(finding -> finding.level() == Finding.Level.BAD).count();
    main.result(Map.of("findings", findings.stream().map(DoctorCommand::members).toList(), "healthy", bad == 0),
        bad == 0 ? "Nothing is wrong." : bad + (bad == 1 ? " thing is wrong." : " things are wrong."));
    return bad == 0 ? ExitCode.DONE : ExitCode.REFUSED;
  }

  private Finding tell(Finding finding) {
    if (!main.json()) {
      main.terminal().out().println(switch (finding.level()) {
        case GOOD -> "ok       ";
        case UNKNOWN -> "unknown  ";
        case BAD -> "WRONG    ";
      } + finding.subject() + ": " + finding.what());
      if (!finding.remedy().isEmpty()) {
        main.terminal().out().println("         -> " + finding.remedy());
      }
    }
    return finding;
  }

  private static Map<String, Object> members(Finding finding) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    members.put("subject", finding.subject());
    members.put("what", finding.what());
    members.put("remedy", finding.remedy());
    return members;
  }
}
