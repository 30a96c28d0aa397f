package io.asbru.management;

import io.asbru.local.LocalOrganization;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;

/** The local organization's demo, as its management applications see it. */
public final class Demo {

  public static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  public static final String STORES = "https://api.bestcarmart.example/stores";

  private Demo() {}

  public static Settings.Builder root(LocalOrganization local) {
    return Settings.builder().set(Setting.BASE_URL, local.baseUrl().toString()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.CLIENT_ID, "management_client_id").set(Setting.CLIENT_SECRET, "management_client_secret")
        .set(Setting.REQUEST_TIMEOUT, "30s");
  }

  public static Settings.Builder east(LocalOrganization local) {
    return root(local).set(Setting.ORGANIZATION_ID, EAST)
        .set(Setting.CLIENT_ID, "east_management_client_id").set(Setting.CLIENT_SECRET, "east_management_client_secret");
  }
}
