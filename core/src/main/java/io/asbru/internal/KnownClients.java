package io.asbru.internal;

import io.asbru.settings.ConfigurationException;
import io.asbru.settings.ConfigurationException.Fault;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which client each organization has been seen with. Two of them must differ in it, or callers of one would be callers of the other; and
 * a logout token that reaches an address shared by all tells its organization by the client.
 */
final class KnownClients {

  /** What tells one organization from another: the authorization server, the organization's id included, and the client there. */
  private record Client(String server, String id, Set<String> issuers) {

    static Client of(Settings settings) {
      return new Client(settings.provider().address(), settings.client().id(), DiscoveryDocument.issuers(settings.provider()));
    }
  }

  private final Map<Client, String> names = new HashMap<>();
  private final Map<String, Client> clients = new HashMap<>();

  /** Another organization that was last seen with the client of this one. */
  synchronized Optional<String> rival(String name, Settings settings) {
    return Optional.ofNullable(names.get(Client.of(settings))).filter(other -> !other.equals(name));
  }

  /**
   * Notes the client of an organization.
   *
   * @throws ConfigurationException if callers of this organization could not be told from those of another
   */
  synchronized void note(String name, Settings settings) {
    if (!settings.provider().organizationRule().checked() && takesAnyAudience(settings)) {
      throw fault(name, Setting.ACCEPTED_AUDIENCES, "lets tokens of other organizations in, because nothing but the audience tells them "
          + "apart.", "Remove it and allow-insecure-any-audience, or set organization-id.");
    }
    Client client = Client.of(settings);
    String other = names.get(client);
    if (other != null && !other.equals(name)) {
      throw fault(name, Setting.CLIENT_ID, "and authorization server are those of the organization " + other
          + ", so that callers could not be told apart.", "Give each an organization-id or a client-id of its own.");
    }
    forget(name);
    names.put(client, name);
    clients.put(name, client);
  }

  private static boolean takesAnyAudience(Settings settings) {
    return settings.resourceServer().allowInsecureAnyAudience()
        || !settings.resourceServer().acceptedAudiences().equals(Set.of(settings.client().id()));
  }

  private static ConfigurationException fault(String name, Setting setting, String problem, String remedy) {
    return new ConfigurationException(List.of(new Fault("organization " + name + ", " + setting.key(), problem, remedy)));
  }

  synchronized void forget(String name) {
    Client client = clients.remove(name);
    if (client != null) {
      names.remove(client);
    }
  }

  /**
   * Organizations whose engines can verify a token of this issuer for one of these clients: one for each client, because organizations that
   * share a client share its keys.
   */
  synchronized Set<String> verifiers(String issuer, Set<String> clientIds) {
    Map<String, String> found = new TreeMap<>();
    names.forEach((client, name) -> {
      if (clientIds.contains(client.id()) && client.issuers().contains(issuer)) {
        found.merge(client.id(), name, (one, another) -> one.compareTo(another) < 0 ? one : another);
      }
    });
    return Set.copyOf(found.values());
  }
}
