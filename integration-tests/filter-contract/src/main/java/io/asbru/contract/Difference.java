package io.asbru.contract;

import java.util.Set;

/**
 * What a server is known to do otherwise than the others, before the filter has a say or after. The module for the server names it in the
 * system property {@code contract.differences}; the contract then demands exactly that, so that it is noticed when the server has changed.
 */
enum Difference {

  /** A request target that has no slash in front when dots and backslashes are resolved ends in a 500 of the server's own: WildFly. */
  ERROR_500_WITHOUT_LEADING_SLASH,

  /**
   * If it is set to let doubtful paths through, the server hands on a URL that it has decoded, so that the filter refuses what is not plain
   * ASCII: WildFly.
   */
  DECODED_URL_WHEN_LENIENT,

  /**
   * Malformed escapes, and at times a path that ends in {@code /.}, end in an empty 200, and a path that is of no application in the server's
   * start page: Payara.
   */
  STATUS_200_OF_THE_SERVER,

  /** An application whose filter throws as it starts is served without it, so that the filter has to stay and refuse: Payara. */
  GOES_ON_WITHOUT_THE_FILTER,

  /** The host of an absolute request target counts, not that of the {@code Host} header: Payara. */
  HOST_OF_ABSOLUTE_TARGETS;

  private static final Set<String> OF_THIS_SERVER = Set.of(System.getProperty("contract.differences", "").split(" "));

  /** Whether the server that the contract runs on is known for this. */
  boolean here() {
    return OF_THIS_SERVER.contains(name());
  }
}
