package io.asbru.management;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items what is on this page
 * @param total how many there are on all pages, as the server counts them
 * @param startIndex the place of the first item in the whole list, from 1
 */
public record Page<T>(List<T> items, int total, int startIndex) {

  public Page {
    items = List.copyOf(items);
  }
}
