/**
 * Decentralised exchange of gradients between the replicas of a model.
 *
 * <p>{@link org.tensair.exchange.Exchange} is the protocol, one object for each replica, and the
 * same class over threads and in the simulation. It sends {@linkplain org.tensair.exchange.Frame
 * frames} through a {@link org.tensair.exchange.Transport}.
 */
@NullMarked
package org.tensair.exchange;

import org.jspecify.annotations.NullMarked;
