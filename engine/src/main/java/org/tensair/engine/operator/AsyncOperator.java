package org.tensair.engine.operator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tensair.api.AsyncFunction;
import org.tensair.api.AsyncOptions;

/**
 * Asks an outside service about each record. Before it: a chain; after it: whatever takes the
 * answers, which keep their records' event times.
 *
 * <p>Services answer on threads of their own, into a queue; the worker hands the answers on, and
 * sees to time-outs and further attempts. With as many requests open as there may be it waits for
 * an answer. The stages behind this one have a clock that stays before the earliest answer still to
 * come, so answers are never late. Before a cut all answers are waited for: a failing service
 * delays one by at most all its attempts' times, and then ends the run.
 */
public final class AsyncOperator extends Operator {

  /** A day, so that doubled waits cannot overflow. */
  private static final double LONGEST_WAIT_NANOS = 86_400e9;

  private final AsyncFunction<Object, Object> function;
  private final AsyncOptions options;
  private final boolean ordered;
  private final Clock behind;
  private final Runnable whileWaiting;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  // In the order of their records.
  private final LinkedHashSet<Request> open = new LinkedHashSet<>();
  private final PriorityQueue<Request> earliest =
      new PriorityQueue<>(Comparator.comparingLong((Request request) -> request.eventTime));
  // Where answers leave as they come.
  private final ArrayDeque<Request> answered = new ArrayDeque<>();
  private final long started = System.nanoTime();
  private long nextDeadline = Long.MAX_VALUE;

  /** A record whose answer has not been handed on. Worker only. */
  private static final class Request {
    private final Object record;
    private final long eventTime;
    private int attempts;
    private boolean asking;
    // Of this attempt, or of the wait for the next one.
    private long deadline;
    private @Nullable CompletionStage<Object> stage;
    private @Nullable Object result;
    private boolean closed;

    Request(Object record, long eventTime) {
      this.record = record;
      this.eventTime = eventTime;
    }
  }

  private record Answer(
      Request request, int attempt, @Nullable Object result, @Nullable Throwable failure) {}

  /**
   * Asks {@code function} for the stage named {@code stage}.
   *
   * @param ordered whether answers leave in the order of their records, whatever the options say
   * @param clock of this stage
   * @param whileWaiting does something else for a moment; throws to give up
   */
  public AsyncOperator(
      String stage,
      StageCounters counters,
      AsyncFunction<Object, Object> function,
      AsyncOptions options,
      boolean ordered,
      Clock clock,
      Runnable whileWaiting) {
    super(stage, counters);
    this.function = function;
    this.options = options;
    this.ordered = ordered;
    this.whileWaiting = whileWaiting;
    this.behind = clock.behind(this::earliestOpen);
  }

  /** The clock of the stages behind this one. */
  public Clock clockBehind() {
    return behind;
  }

  /** Whether a record's answer has not been handed on. */
  public boolean waits() {
    return !open.isEmpty();
  }

  private long earliestOpen() {
    Request first = earliest.peek();
    while (first != null && first.closed) {
      earliest.remove();
      first = earliest.peek();
    }
    return first == null ? Long.MAX_VALUE : first.eventTime;
  }

  @Override
  public void accept(Object record, long eventTime) {
    counters().countIn();
    waitUntilFewerThan(options.concurrency());
    Request request = new Request(record, eventTime);
    open.add(request);
    earliest.add(request);
    ask(request);
  }

  @Override
  public void settle() {
    waitUntilFewerThan(1);
  }

  private void waitUntilFewerThan(int requests) {
    while (open.size() >= requests) {
      if (!poll()) {
        whileWaiting.run();
      }
    }
  }

  private void ask(Request request) {
    int attempt = ++request.attempts;
    request.asking = true;
    setDeadline(request, options.timeout().toNanos());
    Thread worker = Thread.currentThread();
    try {
      CompletionStage<Object> stage =
          Failures.present(function.apply(request.record), "CompletionStage");
      request.stage = stage;
      stage.whenComplete(
          (result, failure) -> {
            answers.add(new Answer(request, attempt, result, failure));
            LockSupport.unpark(worker);
          });
    } catch (Throwable failure) {
      answers.add(new Answer(request, attempt, null, failure));
    }
  }

  private void setDeadline(Request request, long nanosFromNow) {
    request.deadline = now() + nanosFromNow;
    nextDeadline = Math.min(nextDeadline, request.deadline);
  }

  /**
   * Hands on what has been answered, and asks again where that is due. Worker only.
   *
   * @return whether there was anything to do
   */
  public boolean poll() {
    boolean any = false;
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      take(answer);
      any = true;
    }
    if (now() >= nextDeadline) {
      passDeadlines();
      any = true;
    }
    any |= handOn();
    if (any) {
      behind.follow();
    }
    return any;
  }

  private void take(Answer answer) {
    Request request = answer.request;
    if (!request.asking || request.attempts != answer.attempt) {
      return; // It came after its time-out.
    }
    request.asking = false;
    request.stage = null;
    if (answer.failure == null && answer.result != null) {
      request.result = answer.result;
      if (!ordered) {
        answered.add(request);
      }
    } else {
      again(request, reason(answer));
    }
  }

  private static Throwable reason(Answer answer) {
    Throwable failure = answer.failure;
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return failure.getCause();
    }
    return failure == null ? new NullPointerException("found null, required a record.") : failure;
  }

  /** Asks again after a while, or gives up. */
  private void again(Request request, Throwable failure) {
    if (request.attempts > options.retries()) {
      String doing = "the last of " + request.attempts + " attempts";
      throw failed(doing, request.record, request.eventTime, failure);
    }
    double nanos = (double) options.backoff().toNanos() * Math.pow(2, request.attempts - 1);
    setDeadline(request, (long) Math.min(nanos, LONGEST_WAIT_NANOS));
  }

  private void passDeadlines() {
    long now = now();
    nextDeadline = Long.MAX_VALUE;
    for (Request request : open) {
      if (request.result != null) {
        continue;
      }
      if (request.deadline > now) {
        nextDeadline = Math.min(nextDeadline, request.deadline);
      } else if (request.asking) {
        request.asking = false;
        cancel(request);
        again(request, new TimeoutException(noAnswer(options.timeout())));
      } else {
        ask(request);
      }
    }
  }

  private static String noAnswer(Duration timeout) {
    return "found no answer within " + timeout.toMillis() + " ms, required one.";
  }

  /** Tells the service, if it listens, that nobody waits for its answer any more. */
  private static void cancel(Request request) {
    CompletionStage<Object> stage = request.stage;
    request.stage = null;
    try {
      if (stage != null) {
        stage.toCompletableFuture().cancel(true);
      }
    } catch (RuntimeException deaf) {
      // Optional for a CompletionStage: its answer is not listened to either way.
    }
  }

  private boolean handOn() {
    boolean any = false;
    for (Request next = next(); next != null; next = next()) {
      // Other workers may wait for this one's time while it waits for room for the answer.
      behind.follow();
      open.remove(next);
      emit(Failures.present(next.result, "record"), next.eventTime);
      next.closed = true;
      any = true;
    }
    return any;
  }

  /** The request whose answer leaves next; null if none can. */
  private @Nullable Request next() {
    if (!ordered) {
      return answered.poll();
    }
    Request first = open.isEmpty() ? null : open.iterator().next();
    return first == null || first.result == null ? null : first;
  }

  private long now() {
    return System.nanoTime() - started;
  }
}
