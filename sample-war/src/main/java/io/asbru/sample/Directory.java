package io.asbru.sample;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.management.Management;
import io.asbru.management.Page;
import io.asbru.management.User;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;

/**
 * The users of the organization, asked for as this application itself: by SCIM, with a token that has the one scope it needs. The application
 * has to be authorized for {@code internal_org_user_mgt_list}.
 */
final class Directory implements AutoCloseable {

  private static final int MOST_USERS = 50;

  private final Management management;

  Directory(Settings settings) {
    management = Management.of(settings);
  }

  /** With the settings of the deployment descriptors: the local organization's demo, unless the environment says otherwise. */
  static Directory ofTheEnvironment() {
    return new Directory(Settings.builder()
        .set(Setting.BASE_URL, "${env.SAMPLE_BASE_URL:-http://localhost:8090}")
        .set(Setting.ROOT_ORGANIZATION, "${env.SAMPLE_ROOT_ORGANIZATION:-bestcarmart}")
        .set(Setting.ORGANIZATION_ID, "${env.SAMPLE_ORGANIZATION_ID:-7e98b86f-63c7-41a1-8c56-c909a21a2615}")
        .set(Setting.CLIENT_ID, "${env.SAMPLE_CLIENT_ID:-sample_application_client_id}")
        .set(Setting.CLIENT_SECRET, "${env.SAMPLE_CLIENT_SECRET:-sample_application_client_secret}")
        .build());
  }

  /** The first of the users, and how many there are. */
  Page<User> users() throws AuthorizationServerUnavailableException {
    return management.users().list("", 1, MOST_USERS);
  }

  @Override
  public void close() {
    management.close();
  }
}
