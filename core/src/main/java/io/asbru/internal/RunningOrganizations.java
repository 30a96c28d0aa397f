package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.OrganizationSource;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The engines of several organizations: each is made when it is first needed, looked after once a minute while it is in use, and let go
 * when nobody has needed it for an hour or too many others are needed more. Its requests under way come to their end; what has to be known
 * afterwards is in {@link Memory}.
 */
final class RunningOrganizations implements AutoCloseable {

  private static final Logger LOG = System.getLogger(RunningOrganizations.class.getName());
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration FRESH = Duration.ofMinutes(1);
  /** How long an organization that is not there, or cannot be used, is not looked for again. */
  private static final Duration ABSENT = Duration.ofSeconds(10);
  private static final int MOST_ABSENT = 10_000;
  private static final int LOCKS = 64;

  private final OrganizationSource source;
  private final Settings common;
  private final Function<Settings, Engine> engines;
  private final KnownClients clients = new KnownClients();
  private final Clock clock;
  private final OccasionalLog log;
  private final Cache<String, Running> running;
  /** Why an organization is not there: no reason if it does not exist. */
  private final Cache<String, Optional<String>> absent;
  private final Lock[] locks = new Lock[LOCKS];

  /** An engine, what it was made of, and when that was compared with the source. */
  private record Running(Map<String, String> values, Engine engine, AtomicReference<Instant> checked) {}

  RunningOrganizations(OrganizationSource source, Settings common, int most, Function<Settings, Engine> engines, Clock clock) {
    this.source = source;
    this.common = common;
    this.engines = engines;
    this.clock = clock;
    log = new OccasionalLog(clock);
    Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
    running = Caffeine.newBuilder().maximumSize(most).expireAfterAccess(IDLE).ticker(ticker).executor(Runnable::run).build();
    absent = Caffeine.newBuilder().maximumSize(MOST_ABSENT).expireAfterWrite(ABSENT).ticker(ticker).executor(Runnable::run).build();
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /**
   * Checks the organizations that the source knows already.
   *
   * @throws ConfigurationException with the faults of all of them
   */
  void check() {
    List<ConfigurationException.Fault> faults = new ArrayList<>();
    for (String name : source.names()) {
      try {
        source.find(name).ifPresent(own -> clients.note(name, common.forOrganization(name, own)));
      } catch (ConfigurationException e) {
        faults.addAll(e.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw new ConfigurationException(faults);
    }
  }

  /**
   * The engine of an organization; empty if there is no such organization.
   *
   * @throws AuthorizationServerUnavailableException if its settings cannot be had, or are at fault
   */
  Optional<Engine> find(String name) throws AuthorizationServerUnavailableException {
    Running known = running.getIfPresent(name);
    if (known != null && fresh(known)) {
      return Optional.of(known.engine);
    }
    if (known == null && knownAbsent(name)) {
      return Optional.empty();
    }
    Lock lock = locks[Math.floorMod(name.hashCode(), LOCKS)];
    if (known != null && !lock.tryLock()) {
      // Somebody else is looking after it.
      return Optional.of(known.engine);
    }
    if (known == null) {
      lock.lock();
    }
    try {
      return looked(name);
    } finally {
      lock.unlock();
    }
  }

  private boolean knownAbsent(String name) throws AuthorizationServerUnavailableException {
    Optional<String> reason = absent.getIfPresent(name);
    if (reason != null && reason.isPresent()) {
      throw new AuthorizationServerUnavailableException(reason.get(), null, ABSENT);
    }
    return reason != null;
  }

  private boolean fresh(Running known) {
    return clock.instant().isBefore(known.checked.get().plus(FRESH));
  }

  private Optional<Engine> looked(String name) throws AuthorizationServerUnavailableException {
    Running known = running.getIfPresent(name);
    if (known != null && fresh(known)) {
      return Optional.of(known.engine);
    }
    if (known == null && knownAbsent(name)) {
      return Optional.empty();
    }
    try {
      Optional<PropertySource> own = source.find(name);
      if (own.isEmpty()) {
        running.invalidate(name);
        clients.forget(name);
        absent.put(name, Optional.empty());
        return Optional.empty();
      }
      Map<String, String> values = values(own.get());
      if (known != null && known.values.equals(values)) {
        known.checked.set(clock.instant());
        return Optional.of(known.engine);
      }
      return Optional.of(started(name, own.get(), values));
    } catch (RuntimeException e) {
      // Of settings at fault, or of a source that is another's code.
      String reason = "the settings of the organization " + name + " cannot be used: " + e.getMessage();
      log.warn(LOG, "unusable", () -> reason + (known == null ? "" : "\nIt goes on with those from before."));
      if (known != null) {
        known.checked.set(clock.instant());
        return Optional.of(known.engine);
      }
      absent.put(name, Optional.of(reason));
      throw new AuthorizationServerUnavailableException(reason, e, ABSENT);
    }
  }

  private Engine started(String name, PropertySource own, Map<String, String> values) {
    Settings settings = common.forOrganization(name, own);
    clients.rival(name, settings).ifPresent(this::lookAgain);
    clients.note(name, settings);
    Engine engine = engines.apply(settings);
    running.put(name, new Running(values, engine, new AtomicReference<>(clock.instant())));
    LOG.log(Level.DEBUG, () -> "Serves the organization " + name);
    return engine;
  }

  /** An organization that had the client of another when it was last seen may be gone, or have got another client. */
  private void lookAgain(String rival) {
    Optional<PropertySource> own = source.find(rival);
    running.invalidate(rival);
    clients.forget(rival);
    own.ifPresent(values -> clients.note(rival, common.forOrganization(rival, values)));
  }

  private static Map<String, String> values(PropertySource source) {
    Map<String, String> values = new HashMap<>();
    source.keys().forEach(key -> source.get(key).ifPresent(value -> values.put(key, value)));
    return values;
  }

  KnownClients clients() {
    return clients;
  }

  /** The engines that run now, by the names of their organizations. */
  Map<String, Engine> engines() {
    Map<String, Engine> now = new HashMap<>();
    running.asMap().forEach((name, one) -> now.put(name, one.engine));
    return now;
  }

  @Override
  public void close() {
    engines().values().forEach(Engine::close);
    running.invalidateAll();
  }
}
