package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.settings.HttpSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to authorization servers, the threads that serve them, and the limits of each provider: one for an application, however many
 * organizations it serves.
 */
final class HttpTransport implements AutoCloseable {

  private static final AtomicInteger THREADS = new AtomicInteger();

  private final ExecutorService executor = Executors.newCachedThreadPool(HttpTransport::thread);
  private final HttpClient client;
  private final HttpSettings settings;
  /** Each as long as somebody is limited by it, so that providers of organizations that are gone leave nothing behind. */
  private final Cache<String, ProviderLimits> limits = Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  HttpTransport(HttpSettings settings) {
    this.settings = settings;
    client = client(settings, executor);
  }

  private static HttpClient client(HttpSettings settings, ExecutorService executor) {
    Thread current = Thread.currentThread();
    ClassLoader application = current.getContextClassLoader();
    // The client's selector thread inherits the context class loader and outlives an undeployment by some seconds.
    current.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(settings.connectTimeout())
          .sslContext(settings.sslContext())
          .executor(executor)
          .build();
    } finally {
      current.setContextClassLoader(application);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "asbru-http-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    return thread;
  }

  HttpClient client() {
    return client;
  }

  ExecutorService executor() {
    return executor;
  }

  /** What limits all calls to the provider at this address, whichever organization they are for. */
  ProviderLimits limits(URI address) {
    return limits.get(provider(address), provider -> new ProviderLimits(settings));
  }

  private static String provider(URI address) {
    int port = address.getPort() >= 0 ? address.getPort() : "http".equalsIgnoreCase(address.getScheme()) ? 80 : 443;
    return (address.getScheme() + "://" + address.getHost() + ":" + port).toLowerCase(Locale.ROOT);
  }

  /** Ends all threads. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
