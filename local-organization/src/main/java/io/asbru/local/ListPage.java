package io.asbru.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One page of a list by {@code limit} and {@code offset}.
 *
 * @param total how many there are on all pages
 * @param offset how many are on the pages before
 * @param limit how many a page has
 * @param items what is on this page
 */
record ListPage<T>(int total, int offset, int limit, List<T> items) {

  private static final int DEFAULT_LIMIT = 30;
  private static final int LARGEST_LIMIT = 100;

  static <T> ListPage<T> of(List<T> all, ManagementRequest request) throws ManagementRefusal {
    OptionalInt limit = request.number("limit");
    OptionalInt offset = request.number("offset");
    if (request.parameter("limit").isPresent() && (limit.isEmpty() || limit.getAsInt() < 0)) {
      throw ManagementRefusal.api(400, "APP-60003", "Invalid limit value.", "Given limit is negative or no number.");
    }
    if (request.parameter("offset").isPresent() && (offset.isEmpty() || offset.getAsInt() < 0)) {
      throw ManagementRefusal.api(400, "APP-60002", "Invalid offset value.", "Given offset is negative or no number.");
    }
    int size = Math.min(limit.orElse(DEFAULT_LIMIT), LARGEST_LIMIT);
    int from = Math.min(offset.orElse(0), all.size());
    return new ListPage<>(all.size(), from, size, all.subList(from, Math.min(from + size, all.size())));
  }

  /** The addresses of the pages before and after. */
  List<Map<String, Object>> links(String collection) {
    List<Map<String, Object>> links = new ArrayList<>();
    if (offset + items.size() < total && limit > 0) {
      links.add(link(collection, offset + limit, "next"));
    }
    if (offset > 0) {
      links.add(link(collection, Math.max(0, offset - limit), "previous"));
    }
    return links;
  }

  private Map<String, Object> link(String collection, int at, String relation) {
    return Json.object("href", collection + "?offset=" + at + "&limit=" + limit, "rel", relation);
  }
}
