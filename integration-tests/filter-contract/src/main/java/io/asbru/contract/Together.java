package io.asbru.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Does several things at the same time, each in a thread of its own, and waits for all. */
final class Together {

  private static final int PATIENCE_SECONDS = 45;

  private Together() {}

  /** The results of these, in order. */
  @SafeVarargs
  static <T> List<T> with(Callable<T>... all) {
    return together(List.of(all));
  }

  /** The results of doing this so many times. */
  static <T> List<T> times(int times, Callable<T> one) {
    return together(Collections.nCopies(times, one));
  }

  /** The results of doing this with each of these. */
  static <S, T> List<T> each(List<S> sources, Function<S, T> one) {
    List<Callable<T>> all = new ArrayList<>();
    sources.forEach(source -> all.add(() -> one.apply(source)));
    return together(all);
  }

  /** The results of these, in order. */
  static <T> List<T> all(List<Callable<T>> all) {
    return together(all);
  }

  private static <T> List<T> together(List<Callable<T>> all) {
    ExecutorService threads = Executors.newFixedThreadPool(all.size());
    CyclicBarrier start = new CyclicBarrier(all.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> each : all) {
        futures.add(threads.submit(() -> {
          start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
          return each.call();
        }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("one of them failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("one of them took too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
