package io.asbru.benchmarks;

import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What one operation costs: medians over the iterations, because other work on a machine only adds.
 *
 * @param nanoseconds of a processor
 * @param bytes allocated
 */
record Cost(double nanoseconds, double bytes) {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  static Cost of(RunResult result) {
    return new Cost(median(result, ProcessorTime.LABEL), median(result, ALLOCATED));
  }

  private static double median(RunResult result, String label) {
    return Optional.<Result<?>>ofNullable(result.getSecondaryResults().get(label))
        .map(found -> found.getStatistics().getPercentile(50)).orElse(Double.NaN);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f ns, %.0f B", nanoseconds, bytes);
  }
}
