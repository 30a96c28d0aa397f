package io.asbru.contract.jakarta;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The WAR files: the same on every server. */
final class ContractApplication {

  static final String NAME = "contract";

  private static final String CLASSES = "io.asbru.contract.jakarta.app";

  private ContractApplication() {}

  /** The application at this provider. */
  static WebArchive war(Provider provider) {
    return war(NAME, Map.of("base-url", provider.local().baseUrl().toString())).addPackage(CLASSES);
  }

  /** An application that is switched on by its settings file alone, and tells who makes a request. */
  static WebArchive who(String name, Map<String, String> settings) {
    return war(name, settings).addPackages(false, Filters.include(".*/(WhoServlet|WhoBean|Facts)\\.class"), CLASSES);
  }

  private static WebArchive war(String name, Map<String, String> settings) {
    String lines = settings.entrySet().stream().map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
        .collect(Collectors.joining());
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsLibraries(libraries())
        .addAsResource(new StringAsset(lines), "META-INF/asbru.properties")
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
