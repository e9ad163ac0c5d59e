package org.tensair.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
  private static final int RESENT_AT_ONCE = 64;

  private final int self;
  private final Transport transport;
  private final ExchangeOptions options;
  private final LongSupplier nanoTime;
  private final List<Peer> peers;
  private final @Nullable Peer[] peerOfRank;
  private final long[] incarnations;
  private final long[] applied;
  private final RetainedFrames retained = new RetainedFrames();
  private final ScoreMerge scores;
  private final ArrayDeque<Verdict> verdicts = new ArrayDeque<>();
  private final ExchangeCounters counters = new ExchangeCounters();

  private long now;
  private long spokeAt;
  private long reconsideredAt;
  private long waitingSince = -1;
  private long eventTime = Long.MIN_VALUE;
  private long scoreTime = Long.MIN_VALUE;
  private long newestVerdict;
  private Phase phase = Phase.RUNNING;
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
    this.nanoTime = nanoTime;
    this.now = nanoTime.getAsLong();
    this.spokeAt = now;
    this.reconsideredAt = now;
    this.peers =
        IntStream.range(0, replicas)
            .filter(rank -> rank != this.self)
            .mapToObj(rank -> new Peer(rank, now))
            .toList();
    this.peerOfRank = new @Nullable Peer[replicas];
    peers.forEach(peer -> peerOfRank[peer.rank] = peer);
    this.incarnations = new long[replicas];
    incarnations[this.self] = incarnation;
    this.applied = new long[replicas];
    Arrays.fill(applied, Clock.NOTHING);
    this.scores = new ScoreMerge(replicas);
  }

  // ---- what the replica says

  /**
   * Sends what a mini-batch changed to all peers, at once. It is in my own weights already: my
   * clock advances.
   *
   * @param payload the change; the caller's reference stays the caller's
   * @param factor already applied to it, see {@link Frame#factor}
   * @param newestLabelTime event time of the newest label it was trained on
   * @param statistics change of the scaling statistics since the last message; owned by the
   *     exchange from now on
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
    if (phase != Phase.RUNNING) {
      throw new IllegalStateException(name() + ": found a mini-batch after end().");
    }
    if (!payload.finite() || !Float.isFinite(factor)) {
      throw new IllegalArgumentException(
          name()
              + ": found a non-finite gradient or factor for mini-batch "
              + (applied[self] + 1)
              + ", required finite; drop the mini-batch and count it.");
    }
    requireFinite(statistics);
    receiveAll();
    long sequence = ++applied[self];
    send(
        new Frame(
            state(retained.last() + 1),
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
   */
  public void heartbeat(double @Nullable [] statistics, List<BatchScore> newScores) {
    requireFinite(statistics);
    receiveAll();
    send(heartbeatFrame(statistics, newScores, null));
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
    eventTime = Math.max(eventTime, newEventTime);
    scoreTime = Math.max(scoreTime, newScoreTime);
    scores.promise(self, scoreTime);
  }

  /**
   * Announces a change of the model's state; my own {@link #nextVerdict} gives it too. For the
   * replica that {@link #leads}.
   */
  public void announce(Verdict verdict) {
    if (phase == Phase.SETTLED) {
      throw new IllegalStateException(
          name() + ": found verdict " + verdict + " after it had settled.");
    }
    receiveAll();
    order(verdict);
    send(heartbeatFrame(null, List.of(), verdict));
  }

  /**
   * I train and score no more mini-batches; I still apply and acknowledge until {@link #atRest}. My
   * event time becomes +∞.
   */
  public void end() {
    if (phase == Phase.RUNNING) {
      phase = Phase.ENDED;
      advanceTo(Long.MAX_VALUE);
      heartbeat(null, List.of());
    }
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
    receiveAll();
    Frame frame = null;
    for (Peer peer : peers) {
      Frame head = peer.inbound.head();
      if (head != null
          && head.notBefore() <= eventTime
          && (frame == null || head.notBefore() < frame.notBefore())) {
        frame = head;
      }
    }
    inHand = frame;
    if (frame == null) {
      settle();
      acknowledge();
    }
    speak();
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
    int origin = frame.origin();
    peer(origin).inbound.applied();
    if (!frame.isHeartbeat()) {
      counters.applied(frame.clock().staleness(origin, applied));
      applied[origin] = frame.last();
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
      lag |= peer.live() && applied[self] - peer.acknowledged > options.staleness();
    }
    if (lag && waitingSince < 0) {
      waitingSince = now;
      counters.waitBegan();
    } else if (!lag && waitingSince >= 0) {
      counters.waited(now - waitingSince);
      waitingSince = -1;
    }
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
    return scores.next(this::isLive);
  }

  /** Whether I am the live replica of lowest rank, the one that runs the detector. */
  public boolean leads() {
    return peers.stream().noneMatch(peer -> peer.rank < self && peer.live());
  }

  /** Whether a replica counts: I do, and so does every peer that is not suspected. */
  public boolean isLive(int rank) {
    return rank == self || peer(rank).live();
  }

  /** How many replicas count, I included. */
  public int liveReplicas() {
    return 1 + (int) peers.stream().filter(Peer::live).count();
  }

  /**
   * Whether I may go: all live replicas have ended, have received, applied and scored everything,
   * and know that the others have. Answers as of the last call of {@link #next}.
   */
  public boolean atRest() {
    return phase == Phase.SETTLED
        && verdicts.isEmpty()
        && peers.stream().allMatch(p -> p.suspected() || p.settledAt >= retained.last());
  }

  /** What my weights contain. */
  public Clock clock() {
    return Clock.copyOf(incarnations, applied);
  }

  /** My event time. */
  public long eventTime() {
    return eventTime;
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
      retained.dropThrough(retained.last());
      peers.forEach(peer -> peer.inbound.releaseAll());
      transport.close();
    }
  }

  // ---- receiving

  private void receiveAll() {
    for (Frame frame = transport.poll(); frame != null; frame = transport.poll()) {
      receive(frame);
    }
    now = nanoTime.getAsLong();
    if (now - reconsideredAt >= options.heartbeat().toNanos()) {
      reconsideredAt = now;
      peers.forEach(this::reconsider);
    }
  }

  private void receive(Frame frame) {
    SenderState state = frame.sender();
    Peer peer = peer(state.origin());
    if (peer.incarnation == Peer.UNKNOWN) {
      peer.incarnation = state.incarnation();
      incarnations[peer.rank] = peer.incarnation;
    }
    if (peer.incarnation != state.incarnation()) {
      counters.discard();
      frame.release();
      return;
    }
    peer.heard(state, self, now);
    if (peer.suspected()) {
      reconsider(peer);
    }
    if (!frame.hasContent()) {
      believe(peer, state);
    } else if (peer.inbound.accept(frame)) {
      Frame inOrder = peer.inbound.nextInOrder();
      while (inOrder != null) {
        deliver(peer, inOrder);
        inOrder = peer.inbound.nextInOrder();
      }
    } else {
      counters.discard();
      frame.release();
    }
    forgetWhatAllHave();
    resend(peer);
  }

  /** Takes a message whose predecessors have all been taken. */
  private void deliver(Peer peer, Frame frame) {
    counters.received(frame, frame.notBefore() > eventTime);
    for (BatchScore score : frame.scores()) {
      addScore(score);
    }
    if (frame.verdict() != null) {
      order(frame.verdict());
    }
    if (frame.changesModel()) {
      peer.inbound.await(frame);
    }
    believe(peer, frame.sender());
  }

  /** What a sender says of its future holds only once everything it sent before has arrived. */
  private void believe(Peer peer, SenderState state) {
    if (peer.inbound.received() < state.ordinal()) {
      return;
    }
    scores.promise(peer.rank, state.scoreTime());
    if (state.phase().compareTo(peer.phase) > 0) {
      peer.phase = state.phase();
    }
    if (state.phase() == Phase.SETTLED) {
      peer.settledAt = Math.max(peer.settledAt, state.received(self));
    }
  }

  private void addScore(BatchScore score) {
    if (!scores.add(score)) {
      counters.lateScore();
    }
  }

  /**
   * Two replicas may both believe to lead while one of them is suspected. They run the same
   * detector on the same scores, so the first verdict of a number is as good as the second.
   */
  private void order(Verdict verdict) {
    if (verdict.number() > newestVerdict) {
      newestVerdict = verdict.number();
      verdicts.add(verdict);
    }
  }

  // ---- sending

  private void send(Frame frame) {
    for (BatchScore score : frame.scores()) {
      addScore(score);
    }
    if (frame.hasContent()) {
      for (Peer peer : peers) {
        if (!lacksSomething(peer, frame.sender().ordinal() - 1)) {
          peer.expectProgress(now);
        }
      }
      retained.add(frame, now);
      giveUpOnTheLost();
      forgetWhatAllHave();
    }
    spokeAt = now;
    for (Peer peer : peers) {
      if (!peer.lost()) {
        transmit(peer, frame);
      }
    }
  }

  private void transmit(Peer peer, Frame frame) {
    peer.toldAcknowledged = frame.sender().acknowledged(peer.rank);
    peer.toldReceived = frame.sender().received(peer.rank);
    frame.retain();
    counters.sent(frame);
    transport.send(peer.rank, frame);
  }

  private Frame heartbeatFrame(
      double @Nullable [] statistics, List<BatchScore> newScores, @Nullable Verdict verdict) {
    boolean content = statistics != null || !newScores.isEmpty() || verdict != null;
    return new Frame(
        state(retained.last() + (content ? 1 : 0)),
        0,
        -1,
        1,
        Long.MIN_VALUE,
        null,
        statistics,
        newScores,
        verdict);
  }

  private SenderState state(long ordinal) {
    long[] acknowledged = new long[applied.length];
    long[] received = new long[applied.length];
    for (Peer peer : peers) {
      acknowledged[peer.rank] = peer.inbound.acknowledged(applied[peer.rank], eventTime);
      received[peer.rank] = peer.inbound.received();
    }
    return new SenderState(
        self, ordinal, clock(), acknowledged, received, eventTime, scoreTime, phase);
  }

  /** Tells a peer that I have more of it than I said last. */
  private void acknowledge() {
    Frame heartbeat = null;
    for (Peer peer : peers) {
      if (!peer.lost()
          && (peer.inbound.acknowledged(applied[peer.rank], eventTime) > peer.toldAcknowledged
              || peer.inbound.received() > peer.toldReceived)) {
        heartbeat = heartbeat == null ? heartbeatFrame(null, List.of(), null) : heartbeat;
        transmit(peer, heartbeat);
      }
    }
  }

  /** A bare heartbeat to all, if the last message to all is old. */
  private void speak() {
    if (now - spokeAt >= options.heartbeat().toNanos()) {
      send(heartbeatFrame(null, List.of(), null));
    }
  }

  /** Sends again what a peer that was just heard of has lacked for long. */
  private void resend(Peer peer) {
    long interval = options.retransmit().toNanos();
    long ordinal = Math.max(peer.received + 1, retained.first());
    if (peer.lost() || ordinal > retained.last() || now - peer.resentAt < interval) {
      return;
    }
    long end = Math.min(retained.last(), ordinal + RESENT_AT_ONCE - 1);
    for (; ordinal <= end && now - retained.sentAt(ordinal) >= interval; ordinal++) {
      peer.resentAt = now;
      counters.resend();
      transmit(peer, retained.get(ordinal));
    }
  }

  // ---- who counts, and what may be forgotten

  private void reconsider(Peer peer) {
    long deadline = options.deadline().toNanos();
    if (!peer.reconsider(lacksSomething(peer, retained.last()), now, deadline)) {
      return;
    }
    counters.suspect(peer.suspected());
    if (peer.suspected()) {
      Duration silence = options.deadline();
      LOG.warn("{} leaves out replica {}: no progress for {}.", name(), peer.rank, silence);
    } else {
      LOG.info("{} counts replica {} again.", name(), peer.rank);
    }
  }

  private boolean lacksSomething(Peer peer, long ordinal) {
    return peer.received < ordinal || peer.acknowledged < applied[self];
  }

  private void forgetWhatAllHave() {
    long everywhere = retained.last();
    for (Peer peer : peers) {
      if (!peer.lost()) {
        everywhere = Math.min(everywhere, peer.received);
      }
    }
    retained.dropThrough(everywhere);
  }

  private void giveUpOnTheLost() {
    if (retained.bytes() <= options.retainedBytes()) {
      return;
    }
    for (Peer peer : peers) {
      if (peer.suspected() && !peer.lost() && peer.received < retained.first()) {
        peer.lose();
        LOG.warn(
            "{} gives up on replica {}: it lacks more than the {} bytes kept for it.",
            name(),
            peer.rank,
            options.retainedBytes());
      }
    }
  }

  private void settle() {
    if (phase == Phase.ENDED
        && verdicts.isEmpty()
        && scores.isEmpty()
        && peers.stream().allMatch(peer -> peer.suspected() || isDoneWith(peer))) {
      phase = Phase.SETTLED;
      send(heartbeatFrame(null, List.of(), null));
    }
  }

  private boolean isDoneWith(Peer peer) {
    return peer.phase != Phase.RUNNING
        && peer.inbound.head() == null
        && peer.received == retained.last();
  }

  private Peer peer(int rank) {
    Peer peer = peerOfRank[rank];
    if (peer == null) {
      throw new IllegalStateException(name() + ": found a message of its own rank.");
    }
    return peer;
  }

  private String name() {
    return "Exchange of replica " + self;
  }

  private void requireFinite(double @Nullable [] statistics) {
    if (statistics != null && !Arrays.stream(statistics).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          name()
              + ": found statistics "
              + Arrays.toString(statistics)
              + ", required finite numbers.");
    }
  }
}
