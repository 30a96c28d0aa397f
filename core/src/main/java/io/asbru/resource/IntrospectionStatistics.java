package io.asbru.resource;

/**
 * What became of the bearer tokens presented since the start. The numbers are sums of counters that go on while they are read. A request
 * that waits for what another one asks, or is refused because too many do, is in none of them.
 *
 * @param activeHits answered from the cache: active
 * @param inactiveHits answered from the cache: inactive
 * @param introspections asked of the authorization server, or validated by its keys, with an answer
 * @param failures without an answer: the authorization server could not tell, or a limit was reached before it was asked
 * @param graceUses answered by a response that is no longer fresh, because the authorization server could not be asked
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
