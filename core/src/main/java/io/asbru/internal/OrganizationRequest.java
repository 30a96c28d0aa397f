package io.asbru.internal;

import io.asbru.AuthorizationParameters;
import io.asbru.HttpRequestView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to one of the library's own paths below an organization's name, with that path as its path. */
record OrganizationRequest(HttpRequestView request, String path) implements HttpRequestView {

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public String scheme() {
    return request.scheme();
  }

  @Override
  public String authority() {
    return request.authority();
  }

  @Override
  public String remoteAddress() {
    return request.remoteAddress();
  }

  @Override
  public String contextPath() {
    return request.contextPath();
  }

  @Override
  public String rawPath() {
    return request.rawPath();
  }

  @Override
  public Optional<String> query() {
    return request.query();
  }

  @Override
  public List<String> headers(String name) {
    return request.headers(name);
  }

  @Override
  public Optional<String> header(String name) {
    return request.header(name);
  }

  @Override
  public List<String> sharedFormParameter(String name) {
    return request.sharedFormParameter(name);
  }

  @Override
  public Map<String, List<String>> formParameters() {
    return request.formParameters();
  }

  @Override
  public AuthorizationParameters authorizationParameters() {
    return request.authorizationParameters();
  }

  /** Shows nothing of the request. */
  @Override
  public String toString() {
    return "OrganizationRequest[" + path + "]";
  }
}
