package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts into an array as ISO-8859-1; for a text that has no other characters no object is made. A character that it lacks becomes a
 * question mark, which no bearer token has, and so does a pair of surrogates: what follows then stands one place further to the front. Used by one
 * thread at a time.
 */
abstract class TextCopy {

  private static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  /** The fastest way that this Java platform has. */
  static TextCopy make() {
    return Segment.AVAILABLE ? new Segment() : new Encoder();
  }

  /** Writes a text, and perhaps a zero behind it. */
  abstract void write(String text, byte[] to, int at);

  /** From Java 22 on {@code MemorySegment.setString} copies at once what a string has as bytes already. */
  static final class Segment extends TextCopy {

    /** Of a segment, a place in it, a text and a character set; absent on earlier platforms. */
    private static final @Nullable MethodHandle SET_STRING = find(segment -> MethodHandles.publicLookup()
        .findVirtual(segment, "setString", MethodType.methodType(void.class, long.class, String.class, Charset.class))
        .asType(MethodType.methodType(void.class, Object.class, long.class, String.class, Charset.class)));
    /** The segment of an array. */
    private static final @Nullable MethodHandle OF_ARRAY = find(segment -> MethodHandles.publicLookup()
        .findStatic(segment, "ofArray", MethodType.methodType(segment, byte[].class))
        .asType(MethodType.methodType(Object.class, byte[].class)));
    private static final boolean AVAILABLE = SET_STRING != null && OF_ARRAY != null;

    /** No constant to the JIT compiler, so that it is compiled on its own: inlined in a request, its calls would be too deep to be inlined. */
    private final MethodHandle setString = requireNonNull(SET_STRING);
    private byte[] array = new byte[0];
    private Object segment = array;

    private interface Lookup {
      MethodHandle in(Class<?> segment) throws ReflectiveOperationException;
    }

    private static @Nullable MethodHandle find(Lookup lookup) {
      try {
        return lookup.in(Class.forName("java.lang.foreign.MemorySegment"));
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    @Override
    void write(String text, byte[] to, int at) {
      try {
        if (array != to) {
          segment = (Object) requireNonNull(OF_ARRAY).invokeExact(to);
          array = to;
        }
        setString.invokeExact(segment, (long) at, text, CHARSET);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new AssertionError("throws nothing that is checked", e);
      }
    }
  }

  /** Two steps, both of which the JDK does for many characters at once. */
  static final class Encoder extends TextCopy {

    private final CharsetEncoder encoder = CHARSET.newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    /** Seen by a test: nothing is left in it. */
    CharBuffer characters = CharBuffer.allocate(1024);
    private ByteBuffer output = ByteBuffer.allocate(0);

    @Override
    void write(String text, byte[] to, int at) {
      int length = text.length();
      if (characters.capacity() < length) {
        characters = CharBuffer.allocate(length);
      }
      if (output.array() != to) {
        output = ByteBuffer.wrap(to);
      }
      text.getChars(0, length, characters.array(), 0);
      encoder.reset().encode(characters.clear().limit(length), output.clear().position(at), true);
      // No token is left behind.
      Arrays.fill(characters.array(), 0, length, '\0');
    }
  }
}
