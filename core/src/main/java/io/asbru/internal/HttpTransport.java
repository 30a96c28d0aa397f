package io.asbru.internal;

import io.asbru.settings.HttpSettings;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections to authorization servers and the threads that serve them: one for an application, however many organizations it serves. */
final class HttpTransport implements AutoCloseable {

  private static final AtomicInteger THREADS = new AtomicInteger();

  private final ExecutorService executor = Executors.newCachedThreadPool(HttpTransport::thread);
  private final HttpClient client;

  HttpTransport(HttpSettings settings) {
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

  /** Ends all threads. */
  @Override
  public void close() {
    executor.shutdownNow();
  }
}
