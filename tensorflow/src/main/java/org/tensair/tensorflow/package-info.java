/**
 * Exported models on TensorFlow's C library: the card and its checks, sessions, the fast call path,
 * variables in and out. The only package that sees TensorFlow's classes.
 *
 * <p><b>Who frees what.</b> Tensor memory has one owner, the object that holds its address, and
 * only that object frees it:
 *
 * <ul>
 *   <li>an {@code InputTensor} belongs to its replica, is written again for each call, and is freed
 *       when the replica is closed;
 *   <li>the outputs of a {@code Call} belong to whoever ran it, who copies them out and frees them
 *       before the next call, or gives them to
 *   <li>a {@code NativeUpdate}, which frees them when its last reference is released; it may
 *       outlive the replica, and even the model, that made it.
 * </ul>
 *
 * <p>Nothing on the call path relies on the garbage collector to free native memory.
 */
@NullMarked
package org.tensair.tensorflow;

import org.jspecify.annotations.NullMarked;
