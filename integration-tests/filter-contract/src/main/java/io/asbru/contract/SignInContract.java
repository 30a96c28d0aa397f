package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** x. */
public abstract class SignInContract extends FilterContract {
  @Test
  void first() {
    Visitor visitor = visitor();
    Answer answer = visitor.signIn("/private/page?a=b", "Charlie");
    System.out.println(answer);
    assertThat(answer.status()).isEqualTo(200);
  }
}
