package io.asbru.contract.jakarta;

import java.io.File;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR file: the same on every server. */
final class ContractApplication {

  static final String NAME = "contract";

  private ContractApplication() {}

  /** The application at this provider. */
  static WebArchive war(Provider provider) {
    return ShrinkWrap.create(WebArchive.class, NAME + ".war")
        .addPackage("io.asbru.contract.jakarta.app")
        .addAsLibraries(libraries())
        .addAsResource(new StringAsset("base-url = " + provider.local().baseUrl() + "\n"), "META-INF/asbru.properties")
        .addAsWebInfResource(new StringAsset("<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" "
            + "bean-discovery-mode=\"annotated\"/>"), "beans.xml")
        .setWebXML("io/asbru/contract/jakarta/web.xml");
  }

  /** What an application has to have in {@code WEB-INF/lib}, as Maven resolved it. */
  static File[] libraries() {
    File[] libraries = Path.of(System.getProperty("contract.libraries")).toFile().listFiles((directory, name) -> name.endsWith(".jar"));
    if (libraries == null || libraries.length == 0) {
      throw new IllegalStateException("no libraries in " + System.getProperty("contract.libraries"));
    }
    return libraries;
  }
}
