package io.asbru.benchmarks;

import io.asbru.HttpRequestView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The request of {@link PlainRequest} as the engine sees it, without a servlet request behind it. */
final class PlainView implements HttpRequestView {

  private final String path;
  /** The header Authorization. */
  private final Written written = new Written(0, 1);

  PlainView(String path) {
    this.path = path;
  }

  /** Becomes the next request. */
  void next(@Nullable String value) {
    written.reference(0, value);
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String scheme() {
    return "https";
  }

  @Override
  public String authority() {
    return "shop.example";
  }

  @Override
  public String remoteAddress() {
    return "192.0.2.1";
  }

  @Override
  public String contextPath() {
    return PlainRequest.CONTEXT_PATH;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String rawPath() {
    return PlainRequest.CONTEXT_PATH + path;
  }

  @Override
  public Optional<String> query() {
    return Optional.empty();
  }

  @Override
  public List<String> headers(String name) {
    String value = name.equals("Authorization") ? written.text(0) : name.equals("Accept") ? "application/json" : null;
    return value == null ? List.of() : List.of(value);
  }

  @Override
  public List<String> sharedFormParameter(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, List<String>> formParameters() {
    throw new UnsupportedOperationException();
  }
}
