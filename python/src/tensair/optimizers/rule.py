"""What all optimizers have in common: a weight, the scalars of one step, and how a change is taken."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import tensorflow as tf

Scalars = dict[str, tf.Tensor]


@dataclass(frozen=True)
class Weight:
    """What an optimizer steps at once: one variable, or several small dense ones laid end to end.

    Every operation costs about a microsecond whatever its size, so an optimizer that sees many small variables as one
    vector spends that once, not once for each.
    """

    name: str
    """Of its slots."""
    names: tuple[str, ...]
    """Of the variables."""
    variables: tuple[tf.Variable, ...]
    decay: float
    """Decoupled weight decay, multiplied by the learning rate; 0 for none."""
    lazy: bool
    """Whether it is a table of which only some rows are updated in a step."""

    @property
    def variable(self) -> tf.Variable:
        """The only variable."""
        (variable,) = self.variables
        return variable

    @property
    def shape(self) -> tf.TensorShape:
        """Of what `joined` gives."""
        if len(self.variables) == 1:
            return self.variable.shape
        return tf.TensorShape([sum(self._sizes())])

    def joined(self, tensors: Sequence[tf.Tensor]) -> tf.Tensor:
        """One tensor of what there is for each variable."""
        if len(self.variables) == 1:
            return tensors[0]
        return tf.concat([_reshaped(tensor, [-1]) for tensor in tensors], axis=0)

    def parts(self, tensor: tf.Tensor) -> list[tf.Tensor]:
        """What `joined` was given, in the variables' shapes."""
        if len(self.variables) == 1:
            return [tensor]
        parts = tf.split(tensor, self._sizes())
        return [_reshaped(part, variable.shape) for part, variable in zip(parts, self.variables, strict=True)]

    def _sizes(self) -> list[int]:
        return [variable.shape.num_elements() for variable in self.variables]


class Rule(ABC):
    """The arithmetic of one optimizer, dense as Keras does it, and lazy on rows.

    A rule has no control flow. A step that must not happen has `active` 0 (else 1), and its learning rate and gradient
    are 0 then; the rule sees to it that its slots stay what they were.
    """

    additive = False
    """Whether gradients may be added up before one step and commute: true of plain SGD alone."""

    def __init__(self, weights: Sequence[Weight]) -> None:
        self.slots: dict[str, tf.Variable] = {}
        for weight in weights:
            self.build(weight)

    def build(self, weight: Weight) -> None:  # noqa: B027 (plain SGD has no slots)
        """Make the slots of one weight."""

    def add_slot(self, weight: Weight, kind: str, initial: float = 0.0) -> None:
        """Make one slot of the weight's shape, filled with `initial`."""
        filled = tf.fill(weight.shape, tf.constant(initial, weight.variables[0].dtype))
        self.slots[f"{weight.name}/{kind}"] = tf.Variable(filled, trainable=False, name=f"slot_{len(self.slots)}")

    def slot(self, weight: Weight, kind: str) -> tf.Variable:
        """The slot of a weight."""
        return self.slots[f"{weight.name}/{kind}"]

    def scalars(self, rate: tf.Tensor, active: tf.Tensor) -> Scalars:
        """What is computed once for all weights; `rate` and `active` are float32 scalars."""
        return {"rate": rate, "active": active}

    @abstractmethod
    def dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """Apply a gradient to the slots; returns what is to be added to the weight, both of the weight's shape."""

    @abstractmethod
    def rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """Apply a gradient of some rows (unique indices) to their slots; returns what is to be added to the rows."""

    def apply_dense(self, weight: Weight, gradient: tf.Tensor, scalars: Scalars) -> list[tf.Tensor]:
        """Decay and apply; returns the change of each variable."""
        change = self.dense(weight, gradient, scalars)
        if weight.decay:
            old = weight.joined([variable.read_value() for variable in weight.variables])
            change -= old * (weight.decay * scalars["rate"])
        parts = weight.parts(change)
        for variable, part in zip(weight.variables, parts, strict=True):
            variable.assign_add(part, read_value=False)
        return parts

    def apply_rows(self, weight: Weight, indices: tf.Tensor, gradient: tf.Tensor, scalars: Scalars) -> tf.Tensor:
        """Decay and apply, on the given rows only; returns the change of the rows."""
        change = self.rows(weight, indices, gradient, scalars)
        if weight.decay:
            change -= tf.gather(weight.variable, indices) * (weight.decay * scalars["rate"])
        add_rows(weight.variable, indices, change)
        return change


def add_rows(variable: tf.Variable, indices: tf.Tensor, change: tf.Tensor) -> None:
    """Add to some rows of a variable (unique indices). Setting the sums costs half of what adding in place does."""
    set_rows(variable, indices, tf.gather(variable, indices) + change)


def set_rows(variable: tf.Variable, indices: tf.Tensor, values: tf.Tensor) -> None:
    """Replace some rows of a variable, without reading it afterwards."""
    tf.raw_ops.ResourceScatterUpdate(resource=variable.handle, indices=indices, updates=values)


def _reshaped(tensor: tf.Tensor, shape: tf.TensorShape | list[int]) -> tf.Tensor:
    return tensor if tensor.shape.rank == 1 and len(shape) == 1 else tf.reshape(tensor, shape)
