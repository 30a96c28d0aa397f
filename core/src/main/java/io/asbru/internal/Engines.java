package io.asbru.internal;

import io.asbru.organization.OrganizationResolver;
import io.asbru.organization.OrganizationSource;
import io.asbru.resource.IntrospectionCache;
import io.asbru.session.EndedSessions;
import io.asbru.session.SessionListener;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.ConfigurationException.Fault;
import io.asbru.settings.OrganizationsSettings;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Makes what stands behind a {@link io.asbru.RequestAuthenticator}. */
public final class Engines {

  private Engines() {}

  /**
   * The engine of one organization, or those of several if the settings or what is given in code say so.
   *
   * @throws ConfigurationException if something about several organizations is wrong or missing
   */
  public static RequestEngine of(Settings settings, Clock clock, Optional<EndedSessions> endedSessions,
      Optional<IntrospectionCache> introspectionCache, Optional<OrganizationResolver> resolver, Optional<OrganizationSource> source,
      Optional<SessionListener> sessionListener) {
    if (settings.organizations().isEmpty()) {
      if (resolver.isPresent() || source.isPresent()) {
        throw fault(Setting.ORGANIZATION_FROM, "is missing, though a resolver or source of organizations is given in code.",
            "Set it to code, path, host or header:NAME.");
      }
      return new Engine(settings, clock, endedSessions, introspectionCache, sessionListener);
    }
    OrganizationsSettings several = settings.organizations().get();
    OrganizationResolver from = resolver.or(() -> OrganizationFrom.of(several, settings.login()))
        .orElseThrow(() -> fault(Setting.ORGANIZATION_FROM, "says code, but no OrganizationResolver is given in code.",
            "Give one to the builder, or as a bean; or write path, host or header:NAME."));
    OrganizationSource organizations = source.or(() -> several.directory().map(OrganizationDirectory::new))
        .orElseThrow(() -> fault(Setting.ORGANIZATIONS_DIRECTORY, "is missing, and no OrganizationSource is given in code.",
            "Name a directory with one file NAME.properties for each organization."));
    EndedSessions ended = endedSessions.orElseGet(() -> new EndedSessionsInMemory(settings.session().lifetime(), clock));
    HttpTransport transport = new HttpTransport(settings.http());
    Memory memory = Memory.of(settings, clock);
    try {
      return new Organizations(settings, several, from, organizations,
          each -> new Engine(each, clock, memory, Optional.of(new EndedSessionsOfClient(ended, each)), introspectionCache, sessionListener,
              Optional.of(transport)),
          memory.seenSessions(), transport, clock);
    } catch (RuntimeException e) {
      memory.close();
      transport.close();
      throw e;
    }
  }

  private static ConfigurationException fault(Setting setting, String problem, String remedy) {
    return new ConfigurationException(List.of(new Fault(setting.key(), problem, remedy)));
  }
}
