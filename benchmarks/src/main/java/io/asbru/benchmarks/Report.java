package io.asbru.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;

/** Results as Markdown. */
final class Report {

  private Report() {}

  /** Everything, as {@code RESULTS.md}. */
  static String all(Environment environment, List<RunResult> requests, List<RunResult> digests, List<EndToEnd.Rate> rates)
      throws IOException {
    return """
        # Results

        Written by the benchmarks themselves. Machine: %s. JVM: %s. Date: %s. Commit: %s. Load average before: %.1f. Command:

        ```sh
        mvn -pl benchmarks -am -Pbenchmarks -DskipTests verify
        ```

        """.formatted(environment.machine(), environment.jvm(), environment.date(), environment.commit(), environment.load())
        + goals(requests)
        + "\n" + text("requests.txt") + ofRequests(requests)
        + "\n" + text("digests.txt") + "\n" + ofDigests(digests)
        + "\n" + text("end-to-end.txt") + "\n" + endToEnd(rates);
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String goals(List<RunResult> requests) {
    double good = cost(requests, Candidate.ASBRU_FILTER, Scenario.ONE_TOKEN).nanoseconds();
    double answer = cost(requests, Candidate.APPLICATION_ALONE, Scenario.ONE_TOKEN).nanoseconds();
    StringBuilder text = new StringBuilder("## Goals\n\n| Asbru's filter, 1 thread unless 2 are named | at most | measured | |\n|---|---|---|---|\n");
    for (Scenario scenario : List.of(Scenario.ONE_TOKEN, Scenario.MANY_TOKENS, Scenario.JWT, Scenario.VALIDATED_JWT)) {
      Cost cost = cost(requests, Candidate.ASBRU_FILTER, scenario);
      // The least filter validates no JWT; the one that it looks up is the same.
      Scenario looked = scenario == Scenario.VALIDATED_JWT ? Scenario.JWT : scenario;
      double least = cost(requests, Candidate.LEAST_FILTER, looked).nanoseconds();
      row(text, scenario.label(), "300 ns", "%.0f ns".formatted(cost.nanoseconds()), cost.nanoseconds() <= 300);
      row(text, "", "2.5 × the least filter with the same, %.0f ns".formatted(2.5 * least), "%.1f ×".formatted(cost.nanoseconds() / least),
          cost.nanoseconds() <= 2.5 * least);
      row(text, "", "400 B", "%.0f B".formatted(cost.bytes()), cost.bytes() <= 400);
      rowOfTwoThreads(text, requests, scenario, 300);
    }
    for (Scenario scenario : List.of(Scenario.NO_TOKEN, Scenario.NO_TOKEN_NEEDED)) {
      double cost = cost(requests, Candidate.ASBRU_FILTER, scenario).nanoseconds();
      row(text, scenario.label(), "100 ns", "%.0f ns".formatted(cost), cost <= 100);
      rowOfTwoThreads(text, requests, scenario, 100);
    }
    for (Scenario scenario : List.of(Scenario.BAD_TOKEN, Scenario.WRONG_AUDIENCE, Scenario.MISSING_SCOPE)) {
      double cost = cost(requests, Candidate.ASBRU_FILTER, scenario).nanoseconds();
      row(text, scenario.label(), "one good token, %.0f ns".formatted(good), "%.0f ns".formatted(cost), cost <= good);
      double added = cost - cost(requests, Candidate.APPLICATION_ALONE, scenario).nanoseconds();
      row(text, "", "what one good token adds to the application alone, %.0f ns".formatted(good - answer),
          "%.0f ns added to the same reply alone".formatted(added), added <= good - answer);
    }
    return text.toString();
  }

  /** What threads share would make them dearer. */
  private static void rowOfTwoThreads(StringBuilder text, List<RunResult> requests, Scenario scenario, int most) {
    double cost = cost(requests, Candidate.ASBRU_FILTER, scenario, 2).nanoseconds();
    row(text, "", "%d ns with 2 threads".formatted(most), "%.0f ns".formatted(cost), cost <= most);
  }

  private static void row(StringBuilder text, String what, String goal, String measured, boolean reached) {
    text.append("| %s | %s | %s | %s |%n".formatted(what, goal, measured, reached ? "reached" : "**missed**"));
  }

  private static Cost cost(List<RunResult> results, Candidate candidate, Scenario scenario) {
    return cost(results, candidate, scenario, 1);
  }

  private static Cost cost(List<RunResult> results, Candidate candidate, Scenario scenario, int threads) {
    return results.stream().filter(result -> threads(result) == threads && candidate(result) == candidate && scenario(result) == scenario)
        .map(Cost::of).findFirst().orElseThrow();
  }

  /** One table for each number of threads. */
  static String ofRequests(List<RunResult> results) {
    StringBuilder text = new StringBuilder();
    for (int threads : results.stream().map(Report::threads).distinct().sorted().toList()) {
      text.append("\n### %d %s\n\n".formatted(threads, threads == 1 ? "thread" : "threads"));
      text.append("| | ");
      text.append(String.join(" | ", Arrays.stream(Candidate.values()).map(Candidate::label).toList())).append(" |\n|---|");
      text.append("--:|".repeat(Candidate.values().length)).append("\n");
      for (Scenario scenario : Scenario.values()) {
        text.append("| ").append(scenario.label()).append(" |");
        for (Candidate candidate : Candidate.values()) {
          text.append(results.stream()
              .filter(result -> threads(result) == threads && candidate(result) == candidate && scenario(result) == scenario)
              .map(result -> " " + Cost.of(result) + " |").findFirst().orElse(" |"));
        }
        text.append("\n");
      }
    }
    return text.toString();
  }

  private static int threads(RunResult result) {
    return result.getParams().getThreads();
  }

  private static Candidate candidate(RunResult result) {
    return Candidate.valueOf(result.getParams().getParam("candidate"));
  }

  private static Scenario scenario(RunResult result) {
    return Scenario.valueOf(result.getParams().getParam("scenario"));
  }

  static String ofDigests(List<RunResult> results) {
    StringBuilder text = new StringBuilder("| | 36 characters | 900 characters |\n|---|--:|--:|\n");
    for (Digest digest : Digest.values()) {
      text.append("| ").append(digest.label()).append(" |");
      for (String characters : List.of("36", "900")) {
        text.append(results.stream()
            .filter(result -> result.getParams().getParam("digest").equals(digest.name())
                && result.getParams().getParam("characters").equals(characters))
            .map(result -> " " + Cost.of(result) + " |").findFirst().orElse(" |"));
      }
      text.append("\n");
    }
    return text.toString();
  }

  static String endToEnd(List<EndToEnd.Rate> rates) {
    StringBuilder text = new StringBuilder("| | | requests/s | of the unprotected servlet's |\n|---|---|--:|--:|\n");
    for (EndToEnd.Rate rate : rates) {
      text.append(String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f %% |%n", rate.scenario().label(), rate.candidate().label(),
          rate.perSecond(), 100 * rate.ratio()));
    }
    return text.toString();
  }
}
