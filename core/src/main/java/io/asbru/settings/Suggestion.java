package io.asbru.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that a misspelt one is nearest to. */
final class Suggestion {

  private static final int MOST_EDITS = 4;

  private Suggestion() {}

  static Optional<String> of(String misspelt, Collection<String> known) {
    return known.stream()
        .filter(name -> distance(misspelt, name) <= Math.min(MOST_EDITS, name.length() / 2))
        .min(Comparator.comparingInt(name -> distance(misspelt, name)));
  }

  /** Levenshtein's distance, one row at a time. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substituted, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
