"""One step of learning: losses, gradients, clipping, the test for finite values, and the change of every variable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import tensorflow as tf

from tensair.networks import Network, Pass
from tensair.optimizers import Optimizer, Weight
from tensair.rows import SparseGradient
from tensair.tasks import Task
from tensair.variables import LOCAL_STATE, MEAN_STATE, Variable

Gradient: TypeAlias = tf.Tensor | SparseGradient


@dataclass(frozen=True)
class Losses:
    """Of one mini-batch."""

    example: tf.Tensor
    """[batch], 0 where all weights of a row are 0."""
    tasks: list[tf.Tensor]
    """[batch] for each task."""
    weights: list[tf.Tensor]
    """[batch] for each task: its share in the loss that is trained on; they sum to the task's scale."""
    rows: tf.Tensor
    """Sum of all sample weights."""


def losses_of(
    tasks: Sequence[Task], outputs: Sequence[tf.Tensor], labels: Sequence[tf.Tensor], weights: Sequence[tf.Tensor]
) -> Losses:
    """Losses of the tasks; a task whose weights are all 0 has no share."""
    each = [task.loss(label, outputs[task.output]) for task, label in zip(tasks, labels, strict=True)]
    sums = [tf.reduce_sum(weight) for weight in weights]
    example = [
        _scaled(tf.math.multiply_no_nan(loss, tf.sign(weight)), task.scale)
        for task, loss, weight in zip(tasks, each, weights, strict=True)
    ]
    shares = [
        _scaled(tf.math.divide_no_nan(weight, total), task.scale)
        for task, weight, total in zip(tasks, weights, sums, strict=True)
    ]
    return Losses(_total(example), each, shares, _total(sums))


def metrics_of(
    tasks: Sequence[Task], outputs: Sequence[tf.Tensor], labels: Sequence[tf.Tensor], weights: Sequence[tf.Tensor]
) -> dict[str, tf.Tensor]:
    """Weighted sums and counts of all metrics."""
    found = {}
    for task, label, weight in zip(tasks, labels, weights, strict=True):
        for metric in task.metrics:
            values = metric.function(label, outputs[task.output])
            found[f"{metric.name}_sum"] = tf.reduce_sum(tf.math.multiply_no_nan(values, weight))
            found[f"{metric.name}_count"] = tf.reduce_sum(weight)
    return found


@dataclass(frozen=True)
class Probe:
    """What the loss depends on, found by tracing one step."""

    connected: set[str]
    sparse: set[str]
    changed: set[str]


@dataclass(frozen=True)
class Step:
    """What a mini-batch asks for, before anything has changed."""

    forward: Pass
    losses: Losses
    regularization: tf.Tensor
    gradients: dict[str, Gradient]
    """By variable; of those that the loss depends on."""


class Learner:
    """Builds the graph of a training step. Nothing is read or written before the graph runs."""

    def __init__(self, network: Network, tasks: Sequence[Task], lazy: bool) -> None:
        self._network = network
        self._tasks = tasks
        self._lazy = lazy

    def step(self, features: Sequence[tf.Tensor], labels: Sequence[tf.Tensor], weights: Sequence[tf.Tensor]) -> Step:
        """Gradients of the weighted mean loss for the trainable members that it depends on."""
        members = [member for member in self._network.members if member.trainable]
        sources = [member.variable for member in members]
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(sources)
            forward = self._network.forward(features, training=True)
            outputs = forward.outputs
            losses = losses_of(self._tasks, outputs, labels, weights)
        targets, seeds = list(losses.tasks), list(losses.weights)
        if forward.regularization is not None:
            targets.append(forward.regularization)
            seeds.append(tf.ones([]))
        gradients = tape.gradient(targets, sources, output_gradients=seeds)
        regularization = tf.zeros([]) if forward.regularization is None else forward.regularization
        found = {
            member.name: self._gradient(member.variable, gradient)
            for member, gradient in zip(members, gradients, strict=True)
            if gradient is not None
        }
        return Step(forward, losses, regularization, found)

    def probe(self, features: Sequence[tf.Tensor], labels: Sequence[tf.Tensor], weights: Sequence[tf.Tensor]) -> Probe:
        """Trace a step to see what it touches."""
        step = self.step(features, labels, weights)
        return Probe(
            set(step.gradients),
            {name for name, gradient in step.gradients.items() if isinstance(gradient, SparseGradient)},
            set(step.forward.changed),
        )

    def _gradient(self, variable: tf.Variable, gradient: tf.Tensor | tf.IndexedSlices) -> Gradient:
        if not isinstance(gradient, tf.IndexedSlices):
            return gradient
        return SparseGradient.of(gradient, variable.shape[0]) if self._lazy else tf.convert_to_tensor(gradient)


@dataclass(frozen=True)
class Checked:
    """A step after clipping, with everything zero or empty if it is not to happen."""

    gradients: dict[str, Gradient]
    """By the optimizer's weight."""
    changes: dict[str, tf.Tensor]
    """Scaled changes of mean state, by name."""
    finite: tf.Tensor
    """bool."""
    active: tf.Tensor
    """float32: 1 if the step happens, 0 if it is not finite or has no row of any weight."""


def check(
    step: Step, optimizer: Optimizer, variables: Sequence[Variable], mean_state_scale: tf.Tensor | None
) -> Checked:
    """Clip, and see whether loss and gradients are finite, with one pass over each gradient."""
    given = {weight.name: _of(weight, step) for weight in optimizer.weights}
    squares = {name: g.squares() for name, g in given.items() if isinstance(g, SparseGradient)}
    halves = [0.5 * tf.reduce_sum(squares[name]) if name in squares else tf.nn.l2_loss(g) for name, g in given.items()]
    scales = optimizer.clipping.scales(halves)
    changes = {
        v.name: (step.forward.changed[v.name] - v.variable) * mean_state_scale
        for v in variables
        if v.role == MEAN_STATE
    }
    weighed = [tf.reduce_sum(loss * share) for loss, share in zip(step.losses.tasks, step.losses.weights, strict=True)]
    total = tf.add_n([*weighed, step.regularization, *halves, *(tf.nn.l2_loss(change) for change in changes.values())])
    finite = tf.math.is_finite(total)
    active = tf.cast(tf.logical_and(finite, step.losses.rows > 0.0), tf.float32)
    gradients: dict[str, Gradient] = {}
    for (name, gradient), scale in zip(given.items(), scales, strict=True):
        if isinstance(gradient, SparseGradient):
            kept = gradient.touched(squares[name], active)
            values = kept.values if scale is None else kept.values * scale
            gradients[name] = SparseGradient(kept.indices, optimizer.clipping.values(values))
        else:
            clipped = optimizer.clipping.values(gradient)
            # A scale that is no number must not reach the factor: only a factor of 0 silences what is not finite.
            scaled = clipped if scale is None else clipped * scale
            gradients[name] = tf.math.multiply_no_nan(scaled, active)
    kept_changes = {name: tf.math.multiply_no_nan(change, active) for name, change in changes.items()}
    return Checked(gradients, kept_changes, finite, active)


def _of(weight: Weight, step: Step) -> Gradient:
    return step.gradients[weight.name] if weight.lazy else weight.joined([step.gradients[n] for n in weight.names])


def keep_local_state(step: Step, variables: Sequence[Variable], active: tf.Tensor) -> None:
    """Write the new seeds, if the step happens."""
    for variable in variables:
        if variable.role == LOCAL_STATE and variable.name in step.forward.changed:
            old = variable.variable
            new = tf.raw_ops.SelectV2(condition=active > 0.0, t=step.forward.changed[variable.name], e=old)
            old.assign(new, read_value=False)


def _scaled(tensor: tf.Tensor, scale: float) -> tf.Tensor:
    return tensor if scale == 1.0 else tensor * scale


def _total(tensors: Sequence[tf.Tensor]) -> tf.Tensor:
    return tensors[0] if len(tensors) == 1 else tf.add_n(list(tensors))
