package io.asbru.contract.app;

import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The system's clock, moved by an offset that can be changed at any time. */
public final class MovableClock extends Clock {

  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  /** The clock of an application, made when it is first asked for. */
  static MovableClock of(ServletContext context) {
    String name = MovableClock.class.getName();
    if (!(context.getAttribute(name) instanceof MovableClock)) {
      context.setAttribute(name, new MovableClock());
    }
    return (MovableClock) context.getAttribute(name);
  }

  /** How far this clock is ahead of the system's. */
  public Duration offset() {
    return offset.get();
  }

  /** Puts this clock ahead of the system's. */
  public void offset(Duration ahead) {
    offset.set(ahead);
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("nobody needs local time here");
  }
}
