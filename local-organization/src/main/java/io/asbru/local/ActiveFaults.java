package io.asbru.local;

import io.asbru.local.Effect.Forgery;
import io.asbru.local.Effect.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults that were injected and have not struck often enough yet. */
final class ActiveFaults {

  private static final int FOR_EVER = -1;

  private final List<Injection> injections = new ArrayList<>();

  /** Claims as a fault wants them, and how to sign them. */
  record Forged(Map<String, Object> claims, Optional<Forgery> forgery) {}

  private static final class Injection {
    private final Fault fault;
    private final Endpoint endpoint;
    private int left;

    Injection(Fault fault, Endpoint endpoint, int left) {
      this.fault = fault;
      this.endpoint = endpoint;
      this.left = left;
    }
  }

  synchronized void inject(Fault fault, Endpoint endpoint) {
    injections.add(new Injection(fault, endpoint, FOR_EVER));
  }

  synchronized void inject(Fault fault, Endpoint endpoint, int times) {
    if (times < 1) {
      throw new IllegalArgumentException("times: " + times);
    }
    injections.add(new Injection(fault, endpoint, times));
  }

  synchronized void clear() {
    injections.clear();
  }

  /** The effects of a kind that strike now. They are used up by this, and the call remembers their names. */
  <E extends Effect> List<E> strike(Call call, Endpoint endpoint, Class<E> kind) {
    return strike(call.struck(), endpoint, kind, effect -> true);
  }

  /** The claims and the forgery that a token has to be signed with; empty if no fault is about it. */
  Optional<Forged> signed(Call call, Endpoint endpoint, Target target, Map<String, Object> claims) {
    return signed(call.struck(), endpoint, target, claims);
  }

  Optional<Forged> signed(List<String> struck, Endpoint endpoint, Target target, Map<String, Object> claims) {
    List<Effect.Claims> changes =
        strike(struck, endpoint, Effect.Claims.class, effect -> effect.target() == target);
    List<Effect.Forged> forgeries =
        strike(struck, endpoint, Effect.Forged.class, effect -> effect.target() == target);
    if (changes.isEmpty() && forgeries.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> changed = new LinkedHashMap<>(claims);
    changes.forEach(effect -> effect.change().accept(changed));
    return Optional.of(new Forged(changed, forgeries.stream().map(Effect.Forged::forgery).findFirst()));
  }

  private synchronized <E extends Effect> List<E> strike(List<String> struck, Endpoint endpoint, Class<E> kind,
      Predicate<E> wanted) {
    List<E> effects = new ArrayList<>();
    for (Iterator<Injection> each = injections.iterator(); each.hasNext(); ) {
      Injection injection = each.next();
      if (injection.endpoint != endpoint || !kind.isInstance(injection.fault.effect())
          || !wanted.test(kind.cast(injection.fault.effect()))) {
        continue;
      }
      effects.add(kind.cast(injection.fault.effect()));
      struck.add(injection.fault.toString());
      if (injection.left != FOR_EVER && --injection.left == 0) {
        each.remove();
      }
    }
    return effects;
  }
}
