package io.asbru.security;

import io.asbru.resource.IntrospectionStatistics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Counts of this application's bearer tokens, what the cache of introspections did and how often the provider could not be asked. To be
 * injected anywhere, into a health check or a bean that publishes metrics for example:
 *
 * <pre>{@code
 * @Inject TokenStatistics statistics;
 * …
 * long failures = statistics.sinceStart().failures();
 * }</pre>
 */
@ApplicationScoped
public class TokenStatistics {

  @Inject
  SecurityRuntime runtime;

  /**
   * What became of the bearer tokens presented since the start; of several organizations the sum of those that are ready now.
   *
   * @return the counts as they are now; they do not change any more
   * @throws IllegalStateException if the application has not been started
   */
  public IntrospectionStatistics sinceStart() {
    return runtime.authenticator().statistics();
  }
}
