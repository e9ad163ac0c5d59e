package org.tensair.exchange;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous exchange of gradients without a master: one object for each replica, the same class
 * over threads and in the simulation. Before it: a replica's training step; after it: the peers'
 * replicas.
 *
 * <p>All methods are called by the replica's thread, but for {@link #counters}, which any thread
 * may read, and the wake-up, which any thread may call. None blocks. The replica's loop:
 *
 * <pre>{@code
 * while (!exchange.atRest()) {
 *   for (Frame f = exchange.next(); f != null; f = exchange.next()) { apply f; exchange.applied(f); }
 *   act on exchange.nextVerdict(); feed exchange.nextScore() to the detector, exchange.announce(...)
 *   if (exchange.peersLag() || nothing to do) { park until woken, at most options.heartbeat(); continue; }
 *   predict; exchange.advanceTo(watermark);
 *   train and exchange.publish(...), or exchange.heartbeat(...)
 * }
 * }</pre>
 *
 * <p>What it promises, over a transport that may lose, repeat and reorder messages:
 *
 * <ul>
 *   <li>a gradient is applied at most once by each replica, in its origin's order: messages with
 *       content are numbered, put back in order, and repeated until a peer says it has them;
 *   <li>while {@link #peersLag} is obeyed, at most s of my mini-batches are missing from a live
 *       peer's clock when I start the next; a peer silent for the deadline is left out of every
 *       wait until it is heard of again;
 *   <li>a frame is given out only when the replica's event time has reached its newest label;
 *   <li>nothing non-finite is sent.
 * </ul>
 *
 * <p>References: {@link #publish} takes its own and leaves the caller's; {@link #next} lends the
 * frame's until {@link #applied}.
 */
public final class Exchange implements AutoCloseable {

  private final int self;
  private final Transport transport;
  private final ExchangeOptions options;
  private final Membership membership;
  private final List<Peer> peers;

  private final LocalState local;
  private final Outbox outbox;
  private final Inbox inbox;
  private final ScoreMerge scores;
  private final Verdicts verdicts;
  private final ExchangeCounters counters = new ExchangeCounters();

  private long waitingSince;
  private boolean waiting;
  private @Nullable Frame inHand;
  private boolean closed;

  /**
   * The exchange of one replica.
   *
   * @param incarnation identifies this start of the replica; time-ordered and not 0
   * @param transport to the peers; closed with the exchange
   * @param nanoTime the clock for deadlines, such as {@code System::nanoTime}
   */
  public Exchange(
      ReplicaId self,
      long incarnation,
      Transport transport,
      ExchangeOptions options,
      LongSupplier nanoTime) {
    int replicas = transport.replicas();
    if (self.rank() >= replicas) {
      throw new IllegalArgumentException(
          "Exchange: found rank " + self.rank() + ", required less than " + replicas + ".");
    }
    if (incarnation == Peer.UNKNOWN) {
      throw new IllegalArgumentException(
          "Exchange of replica " + self.rank() + ": found incarnation 0, required any other.");
    }
    this.self = self.rank();
    this.transport = transport;
    this.options = options;
    long now = nanoTime.getAsLong();
    this.membership = new Membership(this.self, replicas, options.deadline(), counters, now);
    this.peers = membership.peers();
    this.local = new LocalState(this.self, replicas, incarnation);
    this.outbox = new Outbox(transport, peers, options, counters, now);
    this.inbox = new Inbox(transport, options, nanoTime, membership, local, outbox, counters);
    this.scores = inbox.scores();
    this.verdicts = inbox.verdicts();
  }

  // ---- what the replica says

  /**
   * Sends what a mini-batch changed to all peers, at once. It is in my own weights already: my
   * clock advances.
   *
   * @param payload the change; the caller's reference stays the caller's
   * @param factor already applied to it, see {@link Frame#factor}
   * @param newestLabelTime event time of the newest label it was trained on
   * @param statistics all that the sender's scalers have learnt since its start, which takes the
   *     place of what it said before; owned by the exchange from now on
   * @param newScores of mini-batches scored since the last message, in label-time order
   * @return the mini-batch's sequence number, from 0
   * @throws IllegalArgumentException if anything in it is not finite; nothing was sent then
   */
  public long publish(
      Payload payload,
      float factor,
      long newestLabelTime,
      double @Nullable [] statistics,
      List<BatchScore> newScores) {
    if (local.phase() != Phase.RUNNING) {
      throw new IllegalStateException(name() + ": found a mini-batch after end().");
    }
    Frame.requireFinite(payload, factor, statistics);
    inbox.receiveAll();
    long sequence = local.publish();
    send(
        new Frame(
            local.toSend(outbox.ordinal() + 1, peers),
            sequence,
            sequence,
            factor,
            newestLabelTime,
            payload,
            statistics,
            newScores,
            null));
    return sequence;
  }

  /**
   * Tells peers that I live, and what I scored without training on it.
   *
   * @param statistics as in {@link #publish}
   * @param newScores as in {@link #publish}
   * @throws IllegalStateException if there is something to tell after {@link #end}
   */
  public void heartbeat(double @Nullable [] statistics, List<BatchScore> newScores) {
    boolean bare = statistics == null && newScores.isEmpty();
    if (local.phase() != Phase.RUNNING && !bare) {
      throw new IllegalStateException(name() + ": found statistics or scores after end().");
    }
    Frame.requireFinite(null, 1, statistics);
    inbox.receiveAll();
    send(heartbeatFrame(statistics, newScores, null));
  }

  /**
   * Says which of the frames that event time holds back count as arrived for the bound: those whose
   * time is at most {@code upTo}; all by default.
   *
   * <p>A replica with input left gets to the others by itself, and a peer ahead of it in event time
   * should wait until then: what it learns meanwhile, it learns without its peers. A replica
   * without input must acknowledge all, and one that is behind for long must do so now and then:
   * else the peer waits for what may never come, up to the deadline. Frames of the very event time
   * that the replica has reached must always count, since two replicas may stand there with a frame
   * for each other.
   */
  public void acknowledgeHeldBack(long upTo) {
    local.acknowledgeHeldBack(upTo);
  }

  /** {@link #advanceTo(long, long)} where nothing is left to score before the event time. */
  public void advanceTo(long newEventTime) {
    advanceTo(newEventTime, newEventTime);
  }

  /**
   * Moves my event time, the watermark of the replica's inputs: no row predicted from now on has an
   * earlier prediction time. It never goes back.
   *
   * @param newEventTime {@link Long#MAX_VALUE} when the inputs have ended
   * @param newScoreTime no score from now on has an older newest label; less than the event time
   *     while labelled rows wait for their mini-batch to fill
   */
  public void advanceTo(long newEventTime, long newScoreTime) {
    local.advanceTo(newEventTime, newScoreTime);
    scores.promise(self, local.scoreTime());
  }

  /**
   * Announces a change of the model's state; my own {@link #nextVerdict} gives it too. For the
   * replica that {@link #leads}.
   */
  public void announce(Verdict verdict) {
    inbox.receiveAll();
    verdicts.add(verdict);
    send(heartbeatFrame(null, List.of(), verdict));
  }

  /**
   * I train and score no more mini-batches; I still apply and acknowledge until {@link #atRest}. My
   * event time becomes +∞.
   */
  public void end() {
    if (local.phase() == Phase.RUNNING) {
      local.become(Phase.ENDED);
      advanceTo(Long.MAX_VALUE);
      inbox.receiveAll();
      send(heartbeatFrame(null, List.of(), null));
    }
  }

  /**
   * Begins my part in a snapshot: sends the marker to all peers. Close the cut before the next one
   * and before {@link #end}.
   *
   * @param marker number of the snapshot: 1 or more, and higher than any before
   */
  public Cut cut(long marker) {
    if (marker <= local.marker()) {
      throw new IllegalArgumentException(
          name() + ": found marker " + marker + ", required more than " + local.marker() + ".");
    }
    inbox.receiveAll();
    local.meetMarker(marker);
    Cut cut = new Cut(marker, membership, local, inbox, options.deadline(), counters);
    send(heartbeatFrame(null, List.of(), null));
    return cut;
  }

  /**
   * Takes over what a snapshot holds of the model's monitor. Called before anything else.
   *
   * @param newestVerdict number of the last verdict that was acted on; 0 if there was none
   * @param waitingVerdicts that were not yet acted on
   * @param waitingScores that were not yet taken, each replica's in label-time order; of replicas
   *     that there are
   */
  public void restore(
      long newestVerdict, List<Verdict> waitingVerdicts, List<BatchScore> waitingScores) {
    verdicts.actedOn(newestVerdict);
    waitingVerdicts.forEach(verdicts::add);
    waitingScores.forEach(scores::add);
  }

  // ---- what the replica hears

  /**
   * Receives, acknowledges, speaks if it was silent for long, and gives the next frame to apply: of
   * those my event time allows, the one with the oldest labels, in each origin's order. Heartbeats
   * are given only if they carry statistics. Call it at least every {@link
   * ExchangeOptions#heartbeat}.
   *
   * @return null if there is nothing to apply now
   */
  public @Nullable Frame next() {
    if (inHand != null) {
      throw new IllegalStateException(
          name() + ": found a frame of replica " + inHand.origin() + " not yet applied.");
    }
    inbox.receiveAll();
    Frame frame = null;
    for (Peer peer : peers) {
      Frame head = peer.inbound.head();
      if (head != null
          && head.notBefore() <= local.eventTime()
          && (frame == null || head.notBefore() < frame.notBefore())) {
        frame = head;
      }
    }
    inHand = frame;
    if (frame == null) {
      settle();
      acknowledge();
    }
    if (inbox.now() - outbox.spokeAt() >= options.heartbeat().toNanos()) {
      send(heartbeatFrame(null, List.of(), null));
    }
    return frame;
  }

  /** The frame last given by {@link #next} is in my weights. Gives back its payload. */
  @SuppressWarnings("ReferenceEquality") // The very frame that was lent, not one equal to it.
  public void applied(Frame frame) {
    if (frame != inHand) {
      throw new IllegalStateException(
          name() + ": found a frame applied that was not the one next() gave last.");
    }
    inHand = null;
    membership.peer(frame.origin()).inbound.applied();
    if (!frame.isHeartbeat()) {
      counters.applied(local.apply(frame));
    }
    frame.release();
  }

  /**
   * Whether I must wait before training: more than s of my mini-batches are missing from a live
   * peer's acknowledged clock. Answers as of the last call of {@link #next}; a wait ends after the
   * deadline, when the peer is suspected.
   */
  public boolean peersLag() {
    boolean lag = false;
    for (Peer peer : peers) {
      lag |= peer.lags(local.published(), options.staleness());
    }
    if (lag && !waiting) {
      waitingSince = inbox.now();
      counters.waitBegan();
    } else if (waiting && !lag) {
      counters.waited(inbox.now() - waitingSince);
    }
    waiting = lag;
    return lag;
  }

  /** The next change of the model's state to act on, or null. */
  public @Nullable Verdict nextVerdict() {
    return verdicts.poll();
  }

  /**
   * The next score of all replicas in the order (newest label time, replica), or null if one before
   * it may still come. Every replica must take them, not only the one that leads: all see the same
   * order, so that the next leader's detector can go on where the last one's was.
   */
  public @Nullable BatchScore nextScore() {
    return scores.next(membership::isLive);
  }

  /** Whether I am the live replica of lowest rank, the one that runs the detector. */
  public boolean leads() {
    return membership.leads();
  }

  /** Whether a replica counts: I do, and so does every peer that is not suspected. */
  public boolean isLive(int rank) {
    return membership.isLive(rank);
  }

  /** How many replicas count, I included. */
  public int liveReplicas() {
    return membership.liveReplicas();
  }

  /**
   * Whether I may go: all live replicas have ended, have received, applied and scored everything,
   * and know that the others have. Answers as of the last call of {@link #next}.
   */
  public boolean atRest() {
    return local.phase() == Phase.SETTLED
        && nothingIsLeft()
        && peers.stream().allMatch(p -> p.suspected() || p.settledAt >= outbox.ordinal());
  }

  /** What my weights contain. */
  public Clock clock() {
    return local.clock();
  }

  /** My event time. */
  public long eventTime() {
    return local.eventTime();
  }

  /** The options. */
  public ExchangeOptions options() {
    return options;
  }

  /** What happened so far; may be read by any thread. */
  public ExchangeCounters counters() {
    return counters;
  }

  /** Calls {@code wakeUp}, from any thread, when something has arrived. It must not block. */
  public void onArrival(Runnable wakeUp) {
    transport.onArrival(wakeUp);
  }

  /** Leaves at once and releases everything held. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      inHand = null;
      outbox.close();
      peers.forEach(peer -> peer.inbound.releaseAll());
      transport.close();
    }
  }

  // ---- sending

  private void send(Frame frame) {
    frame.scores().forEach(scores::add);
    outbox.sendToAll(frame, inbox.now());
  }

  private Frame heartbeatFrame(
      double @Nullable [] statistics, List<BatchScore> newScores, @Nullable Verdict verdict) {
    boolean content = statistics != null || !newScores.isEmpty() || verdict != null;
    SenderState state = local.toSend(outbox.ordinal() + (content ? 1 : 0), peers);
    return new Frame(state, 0, -1, 1, Long.MIN_VALUE, null, statistics, newScores, verdict);
  }

  /** Tells each peer of which I have more than I said last. */
  private void acknowledge() {
    Frame heartbeat = null;
    for (Peer peer : peers) {
      if (!peer.lost()
          && (local.acknowledged(peer) > peer.toldAcknowledged
              || peer.inbound.received() > peer.toldReceived)) {
        heartbeat = heartbeat == null ? heartbeatFrame(null, List.of(), null) : heartbeat;
        outbox.sendTo(peer, heartbeat);
      }
    }
  }

  private void settle() {
    if (local.phase() == Phase.ENDED && nothingIsLeft()) {
      local.become(Phase.SETTLED);
      send(heartbeatFrame(null, List.of(), null));
    }
  }

  /** Whether the live replicas need nothing more of me, nor I of them, as far as I know. */
  private boolean nothingIsLeft() {
    return verdicts.isEmpty()
        && scores.isEmpty()
        && peers.stream().allMatch(peer -> peer.suspected() || isDoneWith(peer));
  }

  private boolean isDoneWith(Peer peer) {
    return peer.phase != Phase.RUNNING
        && peer.inbound.head() == null
        && peer.received == outbox.ordinal();
  }

  private String name() {
    return "Exchange of replica " + self;
  }
}
