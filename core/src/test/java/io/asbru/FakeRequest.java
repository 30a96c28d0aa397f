package io.asbru;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request made of values. As it comes, a browser goes to {@code GET https://shop.example/app/page}. */
public final class FakeRequest implements HttpRequestView {

  private String method = "GET";
  private String scheme = "https";
  private String authority = "shop.example";
  private String remoteAddress = "192.0.2.7";
  private String contextPath = "/app";
  private String path = "/page";
  private Optional<String> rawPath = Optional.empty();
  private Optional<String> query = Optional.empty();
  private AuthorizationParameters authorizationParameters = AuthorizationParameters.NONE;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private final Map<String, List<String>> form = new LinkedHashMap<>();

  private FakeRequest() {}

  public static FakeRequest navigation() {
    return new FakeRequest().with("Accept", "text/html").with("Sec-Fetch-Mode", "navigate").with("Sec-Fetch-Site", "none");
  }

  public static FakeRequest script() {
    return new FakeRequest().with("Accept", "application/json");
  }

  public FakeRequest method(String value) {
    method = value;
    return this;
  }

  public FakeRequest origin(String schemeValue, String authorityValue) {
    scheme = schemeValue;
    authority = authorityValue;
    return this;
  }

  public FakeRequest from(String address) {
    remoteAddress = address;
    return this;
  }

  public FakeRequest contextPath(String value) {
    contextPath = value;
    return this;
  }

  public FakeRequest path(String value) {
    path = value;
    return this;
  }

  public FakeRequest rawPath(String value) {
    rawPath = Optional.of(value);
    return this;
  }

  public FakeRequest query(String value) {
    query = Optional.of(value);
    return this;
  }

  public FakeRequest with(String name, String value) {
    headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    return this;
  }

  public FakeRequest without(String name) {
    headers.remove(name);
    return this;
  }

  public FakeRequest authorizationParameters(AuthorizationParameters value) {
    authorizationParameters = value;
    return this;
  }

  public FakeRequest form(String name, String value) {
    form.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    return this;
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String authority() {
    return authority;
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String contextPath() {
    return contextPath;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String rawPath() {
    return rawPath.orElse(contextPath + path);
  }

  @Override
  public Optional<String> query() {
    return query;
  }

  @Override
  public List<String> headers(String name) {
    return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream()).toList();
  }

  @Override
  public List<String> sharedFormParameter(String name) {
    return form.getOrDefault(name, List.of());
  }

  @Override
  public Map<String, List<String>> formParameters() {
    return form;
  }

  @Override
  public AuthorizationParameters authorizationParameters() {
    return authorizationParameters;
  }
}
