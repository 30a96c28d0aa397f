package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A root organization, its organizations and API resources, as they are at the start.
 *
 * <p>Written in code by the {@link #builder(OrganizationDefinition) builder} or in a YAML file, whose format the
 * module's README describes.
 */
public final class Definition {

  private final OrganizationDefinition root;
  private final List<OrganizationDefinition> organizations;
  private final List<ApiResource> apiResources;
  private final Set<Switch> switchedOn;

  private Definition(Builder builder) {
    this.root = builder.root;
    this.organizations = List.copyOf(builder.organizations);
    this.apiResources = List.copyOf(builder.apiResources);
    this.switchedOn = Set.copyOf(builder.switchedOn);
  }

  public static Builder builder(OrganizationDefinition root) {
    return new Builder(root);
  }

  /** The demo: the root organization {@code bestcarmart} with the organizations of Asgardeo's documentation. */
  public static Definition demo() {
    return resource("demo.yaml");
  }

  /**
   * What is there before anybody has set up anything: the root organization {@code bestcarmart} with a management
   * application, one organization, and API resources; no users and no other applications.
   */
  public static Definition empty() {
    return resource("empty.yaml");
  }

  private static Definition resource(String name) {
    try (InputStream yaml = requireNonNull(Definition.class.getResourceAsStream(name), name)) {
      return DefinitionFile.parse(yaml, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a definition file.
   *
   * @throws IOException if the file cannot be read or is not YAML
   * @throws IllegalArgumentException if it does not say what a definition has to; the message names the place
   */
  public static Definition read(Path file) throws IOException {
    try (InputStream yaml = Files.newInputStream(file)) {
      return DefinitionFile.parse(yaml, file.toString());
    }
  }

  /** The same definition, to be changed. */
  public Builder toBuilder() {
    Builder builder = new Builder(root);
    builder.organizations.addAll(organizations);
    builder.apiResources.addAll(apiResources);
    builder.switchedOn.clear();
    builder.switchedOn.addAll(switchedOn);
    return builder;
  }

  public OrganizationDefinition root() {
    return root;
  }

  public List<OrganizationDefinition> organizations() {
    return organizations;
  }

  public List<ApiResource> apiResources() {
    return apiResources;
  }

  public boolean on(Switch which) {
    return switchedOn.contains(which);
  }

  /** Collects what makes a definition. */
  public static final class Builder {

    private final OrganizationDefinition root;
    private final List<OrganizationDefinition> organizations = new ArrayList<>();
    private final List<ApiResource> apiResources = new ArrayList<>();
    private final EnumSet<Switch> switchedOn = EnumSet.copyOf(Switch.defaults());

    private Builder(OrganizationDefinition root) {
      this.root = requireNonNull(root, "root");
    }

    public Builder organization(OrganizationDefinition organization) {
      organizations.add(requireNonNull(organization, "organization"));
      return this;
    }

    public Builder apiResource(ApiResource apiResource) {
      apiResources.add(requireNonNull(apiResource, "apiResource"));
      return this;
    }

    public Builder with(Switch which, boolean on) {
      if (on) {
        switchedOn.add(which);
      } else {
        switchedOn.remove(which);
      }
      return this;
    }

    public Definition build() {
      return new Definition(this);
    }
  }
}
