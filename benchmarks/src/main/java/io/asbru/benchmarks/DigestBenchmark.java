package io.asbru.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One key of a cache for the token in a header. */
@NullUnmarked
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DigestBenchmark {

  private static final String SCHEME = "Bearer ";

  @Param
  public Digest digest;

  /** An opaque token of Asgardeo, and a JWT. */
  @Param({"36", "900"})
  public int characters;

  private Digest.Function function;
  private String header;

  /** Makes the header. */
  @Setup
  public void prepare() {
    function = digest.make();
    header = SCHEME + "a1B2-".repeat(characters / 5 + 1).substring(0, characters);
  }

  /** Digests the token. */
  @Benchmark
  public int key() {
    return function.of(header, SCHEME.length(), header.length());
  }
}
