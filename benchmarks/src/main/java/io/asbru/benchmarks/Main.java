package io.asbru.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs benchmarks and writes what they say. */
public final class Main {

  private static final String USAGE = """
      all         all that follows, as RESULTS.md in this directory: 30 minutes on a machine with nothing else to do
      requests    what a request costs in process
      digests     what the key of a cache costs
      end-to-end  what a filter costs behind Jetty
      Each of the latter three as a file in target. Followed by --quick, a try: it tells whether everything runs, and little more.
      """;

  /** As large from the start as it gets: memory that is touched for the first time costs several times as much as all that is measured. */
  private static final String[] HEAP = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"};

  private final boolean quick;

  private Main(boolean quick) {
    this.quick = quick;
  }

  /** Runs what the first argument names. */
  public static void main(String[] args) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    Main main = new Main(words.remove("--quick"));
    String what = words.isEmpty() ? "all" : words.get(0);
    switch (what) {
      case "all" -> main.all();
      case "requests" -> write(target(what), Report.ofRequests(main.requests()));
      case "digests" -> write(target(what), Report.ofDigests(main.digests()));
      case "end-to-end" -> write(target(what), Report.endToEnd(new EndToEnd(main.quick).run()));
      default -> System.out.print(USAGE);
    }
  }

  private void all() throws Exception {
    Environment environment = Environment.now();
    List<RunResult> requests = requests();
    // Each part as it comes, so that what fails later takes nothing with it.
    write(target("requests"), Report.ofRequests(requests));
    List<RunResult> digests = digests();
    write(target("digests"), Report.ofDigests(digests));
    List<EndToEnd.Rate> rates = new EndToEnd(quick).run();
    write(quick ? target("all") : Path.of("RESULTS.md"), (quick ? "A try (--quick), which tells little.\n\n" : "")
        + Report.all(environment, requests, digests, rates));
  }

  private List<RunResult> requests() throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    for (int threads = 1; threads <= 2; threads++) {
      for (Candidate candidate : Candidate.values()) {
        results.addAll(run(RequestBenchmark.class, threads, forks(candidate, threads), quick ? 1 : 5, builder -> builder
            .param("candidate", candidate.name())
            .param("scenario", candidate.scenarios().stream().map(Scenario::name).toArray(String[]::new))));
      }
    }
    return results;
  }

  /** Several where a figure decides something: what one virtual machine makes of the code, another may make a third slower. */
  private static int forks(Candidate candidate, int threads) {
    return candidate == Candidate.ASBRU_FILTER
        || threads == 1 && EnumSet.of(Candidate.LEAST_FILTER, Candidate.ASBRU_ENGINE).contains(candidate) ? 3 : 1;
  }

  private List<RunResult> digests() throws RunnerException {
    return run(DigestBenchmark.class, 1, 1, 1, builder -> builder);
  }

  private List<RunResult> run(Class<?> benchmark, int threads, int forks, int warmUp, UnaryOperator<ChainedOptionsBuilder> further)
      throws RunnerException {
    ChainedOptionsBuilder builder = new OptionsBuilder()
        .include(benchmark.getName() + "\\.")
        .threads(threads)
        .forks(quick ? 0 : forks)
        .jvmArgsAppend(HEAP)
        .warmupIterations(warmUp)
        .warmupTime(TimeValue.milliseconds(quick ? 200 : 1_000))
        .measurementIterations(quick ? 2 : 5)
        .measurementTime(TimeValue.milliseconds(quick ? 100 : 300))
        .addProfiler(GCProfiler.class)
        .addProfiler(ProcessorTime.class)
        .shouldFailOnError(true);
    return List.copyOf(new Runner(further.apply(builder).build()).run());
  }

  private static Path target(String what) {
    return Path.of("target", what + ".md");
  }

  private static void write(Path file, String text) throws Exception {
    System.out.println(text);
    Files.createDirectories(Path.of("target"));
    Files.writeString(file, text);
    System.out.println("Written to " + file.toAbsolutePath());
  }
}
