package io.asbru.launcher;

import io.asbru.local.LocalOrganization;

/** The organization's process: the local organization as anybody starts it, but ending with the launcher. */
final class OrganizationServer {

  private OrganizationServer() {}

  public static void main(String[] args) throws Exception {
    Tether.toLauncher();
    LocalOrganization.main(args);
  }
}
