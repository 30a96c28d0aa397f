package io.asbru.launcher;

import java.net.URI;

/**
 * Where everything answers.
 *
 * @param samplePort port of the sample
 * @param organizationPort port of the local organization
 * @param context context path of the sample; empty for the root
 */
record Addresses(int samplePort, int organizationPort, String context) {

  private static final String ROOT = "bestcarmart";
  private static final String ORGANIZATION_ID = "7e98b86f-63c7-41a1-8c56-c909a21a2615";

  /** The sample, without a slash at its end. */
  String sample() {
    return "http://localhost:" + samplePort + context;
  }

  /** The page that anybody may see. */
  URI publicPage() {
    return URI.create(sample() + "/");
  }

  /** The base URL of the local organization. */
  String organizationBase() {
    return "http://localhost:" + organizationPort;
  }

  /** The root organization's prefix. */
  String root() {
    return organizationBase() + "/t/" + ROOT;
  }

  /** The prefix of the organization whose users sign in to the sample. */
  String organization() {
    return root() + "/o/" + ORGANIZATION_ID;
  }

  String rootName() {
    return ROOT;
  }

  String organizationId() {
    return ORGANIZATION_ID;
  }

  /** The organization's key set. It makes its keys when they are asked for first, which on a busy machine takes longer than a sign-in waits. */
  URI keySet() {
    return URI.create(organization() + "/oauth2/jwks");
  }
}
