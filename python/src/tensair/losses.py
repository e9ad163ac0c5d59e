"""Losses and metrics per example, from the names, objects and functions that Keras users know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import tensorflow as tf

from tensair.errors import ExportError

PerExample = Callable[[tf.Tensor, tf.Tensor], tf.Tensor]
"""(label, output) to float32 [batch]."""


def loss_of(given: Any) -> tuple[str, PerExample]:
    """Name and function of a loss: a Keras name, a Keras loss, or a function of (label, output).

    Raises:
        ExportError: it is none of these.
    """
    loss = _known("loss", keras.losses.get, given) if isinstance(given, str) else given
    if isinstance(loss, keras.losses.BinaryCrossentropy) or loss is keras.losses.binary_crossentropy:
        return "binary_crossentropy", _averaged(_binary_crossentropy(loss))
    if isinstance(loss, keras.losses.Loss):
        return loss.name, _averaged(loss.call)
    if callable(loss):
        return getattr(loss, "__name__", "loss"), _averaged(loss)
    raise ExportError(f"{given!r} is not a loss: give a Keras loss, its name, or a function of (label, output)")


def metric_of(given: Any, loss: str, size: int | None) -> tuple[str, PerExample]:
    """Name and function of a metric that is a mean over examples; `size` is the output's last dimension.

    Raises:
        ExportError: it is no such mean.
    """
    if given in ("accuracy", "acc"):
        return "accuracy", _averaged(_accuracy(loss, size))
    metric = _known("metric", keras.metrics.get, given) if isinstance(given, str) else given
    if isinstance(metric, keras.metrics.MeanMetricWrapper):
        return metric.name, _averaged(lambda label, output: metric._fn(label, output, **metric._fn_kwargs))
    if callable(metric) and not isinstance(metric, keras.metrics.Metric):
        return getattr(metric, "__name__", "metric"), _averaged(metric)
    raise ExportError(
        f"metric {getattr(metric, 'name', given)!r} is not a mean over examples, so it cannot be added up over"
        " mini-batches; leave it out: AUC, F1 and the like are computed from the predictions where they are made"
    )


def _known(kind: str, get: Callable[[str], Any], name: str) -> Any:
    try:
        return get(name)
    except ValueError as unknown:
        raise ExportError(
            f"{kind} '{name}' is unknown to Keras; give one of its names, or the {kind} itself"
        ) from unknown


def _accuracy(loss: str, size: int | None) -> PerExample:
    if loss == "sparse_categorical_crossentropy":
        return keras.metrics.sparse_categorical_accuracy  # type: ignore[no-any-return]
    if size == 1 or loss == "binary_crossentropy":
        return lambda label, output: tf.cast(tf.equal(output > 0.5, label > 0.5), tf.float32)
    return keras.metrics.categorical_accuracy  # type: ignore[no-any-return]


def _averaged(function: Callable[..., tf.Tensor]) -> PerExample:
    """Reduce what is left beside the batch to its mean."""

    def per_example(label: tf.Tensor, output: tf.Tensor) -> tf.Tensor:
        values = tf.cast(function(label, output), tf.float32)
        if values.shape.rank == 1:
            return values
        if values.shape.rank == 0:
            raise ExportError(f"loss or metric {function} gave a scalar; it must give a value for each example")
        if values.shape[1:].num_elements() == 1:
            return tf.reshape(values, [-1])
        return tf.reduce_mean(values, axis=list(range(1, values.shape.rank)))

    return per_example


def _binary_crossentropy(loss: Any) -> Callable[..., tf.Tensor]:
    """Keras' own, but in three operations where the logit is at hand: softplus(z) − y·z."""
    smoothing = float(getattr(loss, "_fn_kwargs", {}).get("label_smoothing", 0.0))
    from_logits = bool(getattr(loss, "_fn_kwargs", {}).get("from_logits", False))

    def function(label: tf.Tensor, output: tf.Tensor) -> tf.Tensor:
        label = tf.cast(label, output.dtype)
        if smoothing:
            label = label * (1.0 - smoothing) + 0.5 * smoothing
        logit = output if from_logits else _logit(output)
        if logit is not None:
            return _from_logit(label, logit)
        epsilon = keras.config.epsilon()
        probability = tf.clip_by_value(output, epsilon, 1.0 - epsilon)
        return -(label * tf.math.log(probability) + (1.0 - label) * tf.math.log(1.0 - probability))

    return function


def _from_logit(label: tf.Tensor, logit: tf.Tensor) -> tf.Tensor:
    """softplus(z) − y·z, whose derivative is σ(z) − y; TensorFlow would differentiate each operation."""

    def forward(value: tf.Tensor) -> tuple[tf.Tensor, Callable[[tf.Tensor], tf.Tensor]]:
        return tf.nn.softplus(value) - label * value, lambda upstream: upstream * (tf.sigmoid(value) - label)

    return tf.custom_gradient(forward)(logit)


def _logit(output: tf.Tensor) -> tf.Tensor | None:
    """What a final sigmoid was given, as Keras looks for it too."""
    return output.op.inputs[0] if not tf.executing_eagerly() and output.op.type == "Sigmoid" else None
