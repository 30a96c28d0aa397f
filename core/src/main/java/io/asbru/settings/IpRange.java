package io.asbru.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** A range of IP addresses: those of which a number of leading bits are the same (RFC 4632, section 3.1). A single address is one, too. */
public final class IpRange {

  private final byte[] base;
  private final int bits;

  private IpRange(byte[] base, int bits) {
    this.base = base;
    this.bits = bits;
  }

  /**
   * Reads an address such as {@code 10.0.0.1}, or a range such as {@code 10.0.0.0/24} or {@code fd00::/8}. Empty if it is neither, if it covers
   * every address there is, or if bits are set behind its prefix.
   */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    Optional<byte[]> base = bytes(slash < 0 ? text : text.substring(0, slash));
    if (base.isEmpty()) {
      return Optional.empty();
    }
    int most = base.get().length * 8;
    if (slash < 0) {
      return Optional.of(new IpRange(base.get(), most));
    }
    String prefix = text.substring(slash + 1);
    int bits = prefix.matches("\\d{1,3}") ? Integer.parseInt(prefix) : 0;
    return bits >= 1 && bits <= most && Arrays.equals(masked(base.get(), bits), base.get())
        ? Optional.of(new IpRange(base.get(), bits)) : Optional.empty();
  }

  /** Whether this address, as a server reports it, is in the range. */
  public boolean contains(String address) {
    return bytes(address).filter(bytes -> bytes.length == base.length && Arrays.equals(masked(bytes, bits), base)).isPresent();
  }

  private static byte[] masked(byte[] address, int bits) {
    byte[] masked = new byte[address.length];
    for (int i = 0; i < address.length; i++) {
      int kept = Math.max(0, Math.min(8, bits - i * 8));
      masked[i] = (byte) (address[i] & (0xff00 >> kept));
    }
    return masked;
  }

  private static Optional<byte[]> bytes(String text) {
    return IpAddress.canonical(text).map(address -> {
      try {
        return InetAddress.getByName(address).getAddress();
      } catch (UnknownHostException e) {
        throw new IllegalStateException("an IP address is not looked up", e);
      }
    });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpRange range && bits == range.bits && Arrays.equals(base, range.base);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(base) * 31 + bits;
  }
}
