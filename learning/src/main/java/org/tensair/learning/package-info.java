/**
 * The Model operator: labels joined to the samples that wait for them, mini-batches, replicas that
 * train and exchange what they learn, the model's life cycle, and prequential evaluation. A runtime
 * feeds it through {@link org.tensair.learning.ReplicaInput} and runs each {@link
 * org.tensair.learning.Replica} on a thread of its own.
 */
@NullMarked
package org.tensair.learning;

import org.jspecify.annotations.NullMarked;
