package io.asbru.servlet;

import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import java.util.List;

/** The reply to a request that is refused before anybody asks who makes it. */
final class PlainReply {

  private PlainReply() {}

  /** {@code error} and {@code description} are this library's own words, free of anything that a request brought along. */
  static HttpReply of(HttpRequestView view, int status, String error, String description) {
    boolean page = view.header("Accept").filter(accept -> accept.contains("text/html")).isPresent();
    return new HttpReply(status,
        List.of(new Header("Cache-Control", "no-store"),
            new Header("Content-Type", page ? "text/html;charset=UTF-8" : "application/json")),
        page ? "<!DOCTYPE html><html lang=\"en\"><title>" + status + "</title><h1>" + description + "</h1>"
            : "{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
  }
}
