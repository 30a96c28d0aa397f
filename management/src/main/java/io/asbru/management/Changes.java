package io.asbru.management;

import io.asbru.AuthorizationServerUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** What an onboarding changes: announced, carried out unless it is a rehearsal, and remembered so that it can be undone. */
final class Changes {

  private final boolean rehearsal;
  private final Consumer<String> progress;
  private final Deque<Done> done = new ArrayDeque<>();
  private final List<String> made = new ArrayList<>();

  private record Done(String what, Action undo) {}

  /** Something that asks the organization. */
  interface Action {
    void run() throws AuthorizationServerUnavailableException;
  }

  Changes(boolean rehearsal, Consumer<String> progress) {
    this.rehearsal = rehearsal;
    this.progress = progress;
  }

  /** Says something that changes nothing. */
  void say(String what) {
    progress.accept(what);
  }

  /**
   * Makes a change.
   *
   * @param what what it does, in the infinitive
   * @param undo how it is taken back
   */
  void make(String what, Action action, Action undo) throws AuthorizationServerUnavailableException {
    progress.accept((rehearsal ? "would " : "") + what);
    made.add(what);
    if (!rehearsal) {
      // Before it is carried out: an answer that got lost may belong to a change that was made.
      done.push(new Done(what, undo));
      try {
        action.run();
      } catch (ManagementException e) {
        if (e.status() < 500) {
          // Refused: nothing has changed. Where the server failed it may have changed something before.
          done.pop();
        }
        throw e;
      } catch (RuntimeException e) {
        // Not sent at all.
        done.pop();
        throw e;
      }
    }
  }

  /** What was, or in a rehearsal would have been, changed. */
  List<String> made() {
    return made;
  }

  /** Takes everything back, newest first. */
  OnboardingException undone(Exception cause) {
    List<String> undone = new ArrayList<>();
    List<String> remaining = new ArrayList<>();
    while (!done.isEmpty()) {
      Done last = done.pop();
      try {
        last.undo.run();
        undone.add(last.what);
      } catch (ManagementException e) {
        // What is not there any more, or has never come into being, is undone.
        (e.status() == 404 ? undone : remaining).add(e.status() == 404 ? last.what : last.what + " (" + e.getMessage() + ")");
      } catch (AuthorizationServerUnavailableException | RuntimeException e) {
        remaining.add(last.what + " (" + e.getMessage() + ")");
      }
    }
    return new OnboardingException(String.valueOf(cause.getMessage()), cause, undone, remaining);
  }
}
