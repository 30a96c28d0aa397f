package io.asbru.resource;

/**
 * What became of the bearer tokens presented since the start. The numbers are sums of counters that go on while they are read.
 *
 * @param activeHits answered from the cache: active
 * @param inactiveHits answered from the cache: inactive
 * @param introspections asked of the authorization server, or validated by its keys, with an answer
 * @param failures asked without an answer
 * @param graceUses answered by a response that is no longer fresh, because the authorization server is down
 * @param kept responses in the cache now
 */
public record IntrospectionStatistics(
    long activeHits, long inactiveHits, long introspections, long failures, long graceUses, long kept) {

  /** The sums of two. */
  public IntrospectionStatistics plus(IntrospectionStatistics other) {
    return new IntrospectionStatistics(activeHits + other.activeHits, inactiveHits + other.inactiveHits,
        introspections + other.introspections, failures + other.failures, graceUses + other.graceUses, kept + other.kept);
  }
}
