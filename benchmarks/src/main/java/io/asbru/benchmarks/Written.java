package io.asbru.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * What one thread writes in each request, with so much room around it that nothing of another thread, nor anything that all of them read,
 * shares a cache line with it. A garbage collector moves the small objects of all threads together, and then two threads would be slow because
 * of the benchmark's own.
 */
final class Written {

  /** References and numbers of four bytes: two cache lines, because processors fetch them in pairs. */
  private static final int MARGIN = 32;

  private final int[] numbers;
  private final @Nullable Object[] references;

  /** Room for so many of each. */
  Written(int numbers, int references) {
    this.numbers = new int[MARGIN + numbers + MARGIN];
    this.references = new Object[MARGIN + references + MARGIN];
  }

  int number(int index) {
    return numbers[MARGIN + index];
  }

  void number(int index, int value) {
    numbers[MARGIN + index] = value;
  }

  @Nullable Object reference(int index) {
    return references[MARGIN + index];
  }

  @Nullable String text(int index) {
    return (String) references[MARGIN + index];
  }

  void reference(int index, @Nullable Object value) {
    references[MARGIN + index] = value;
  }
}
