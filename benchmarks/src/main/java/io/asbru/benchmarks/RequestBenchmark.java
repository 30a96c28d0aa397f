package io.asbru.benchmarks;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** One request from the first filter to the application and back, in process; every token has been seen before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RequestBenchmark {

  /** Serves one request. */
  @Benchmark
  public void request(Warm warm, Thread thread) throws IOException, ServletException {
    if (warm.server.serve(thread.client) != warm.status) {
      throw new IllegalStateException("not what was to be measured");
    }
  }

  private static Client client(Scenario scenario, @Nullable String[] authorizations, Blackhole blackhole) {
    return new Client(scenario, authorizations, blackhole::consume);
  }

  /** A server that has seen every token. */
  @NullUnmarked
  @State(Scope.Benchmark)
  public static class Warm {

    @Param
    public Candidate candidate;

    @Param
    public Scenario scenario;

    private Shop shop;
    private @Nullable String[] authorizations;
    private Server server;
    private int status;
    private int introspections;

    /** Starts everything and sends each token once. */
    @Setup
    public void warmUp(Blackhole blackhole) throws IOException, InterruptedException, ServletException {
      shop = new Shop();
      status = scenario.status();
      authorizations = shop.authorizations(scenario, Shop.MANY);
      server = candidate.start(shop, scenario, authorizations);
      Client client = client(scenario, authorizations, blackhole);
      for (int i = 0; i < authorizations.length; i++) {
        if (server.serve(client) != status) {
          throw new IllegalStateException(candidate + " answers " + scenario + " with " + client.response().getStatus());
        }
      }
      introspections = shop.introspections();
    }

    /** Makes sure that nothing but warm requests were measured. */
    @TearDown
    public void verify() {
      if (shop.introspections() != introspections) {
        throw new IllegalStateException("introspections were measured as well");
      }
      shop.close();
    }
  }

  /** A thread's client. */
  @NullUnmarked
  @State(Scope.Thread)
  public static class Thread {

    private Client client;

    /** Makes the client. */
    @Setup
    public void start(Warm warm, Blackhole blackhole) {
      client = client(warm.scenario, warm.authorizations, blackhole);
    }
  }
}
