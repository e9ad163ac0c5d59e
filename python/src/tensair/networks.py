"""A model as the exporter sees it: named features in, named outputs out, raw variables, and its changes of state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import keras
import tensorflow as tf

from tensair.errors import ExportError
from tensair.tensors import TensorInfo, info


@dataclass(frozen=True)
class Member:
    """A variable of the model."""

    name: str
    variable: tf.Variable
    given: Any
    """The variable as the model holds it: Keras' own object, or the same as `variable`."""
    trainable: bool
    is_seed: bool = False
    is_embedding: bool = False


@dataclass(frozen=True)
class Pass:
    """What one forward pass gave."""

    outputs: list[tf.Tensor]
    regularization: tf.Tensor | None = None
    changed: dict[str, tf.Tensor] = field(default_factory=dict)
    """New values of variables that are not trained, by name: moving statistics and seeds."""


class Network(Protocol):
    """A Keras model or a module."""

    name: str
    features: list[TensorInfo]
    members: list[Member]
    resources: list[Any]
    """Lookup tables, which have to be saved beside the variables."""

    def output_names(self) -> list[str]:
        """Names of the outputs, in the order of a pass."""

    def forward(self, features: Sequence[tf.Tensor], training: bool) -> Pass:
        """Run the model without changing a variable."""


def network_of(model: Any, features: Sequence[tf.TensorSpec] | None) -> Network:
    """Choose the way to look at a model.

    Raises:
        ExportError: it is neither a built Keras model nor a callable `tf.Module`.
    """
    if isinstance(model, keras.Model):
        return KerasNetwork(model, features)
    if isinstance(model, tf.Module) and callable(model):
        return ModuleNetwork(model, features)
    raise ExportError(
        f"a {type(model).__name__} cannot be exported; give a Keras model or a tf.Module that can be called"
    )


class KerasNetwork:
    """A Keras 3 model: sequential, functional, or subclassed with its features given."""

    def __init__(self, model: Any, features: Sequence[tf.TensorSpec] | None) -> None:
        self._model = model
        self.name: str = model.name
        self.features = _described(features) if features else _keras_features(model)
        if not model.built:
            self._call([tf.zeros([1, *(size or 1 for size in f.shape[1:])], f.dtype) for f in self.features], False)
        layers = list(model._flatten_layers())
        self._embeddings = [
            layer for layer in layers if type(layer) is keras.layers.Embedding and not layer.lora_enabled
        ]
        self.members = _keras_members(model, {id(layer._embeddings) for layer in self._embeddings})
        inner = [getattr(layer, "_lookup_layer", layer) for layer in layers]
        self.resources = [layer.lookup_table for layer in inner if hasattr(layer, "lookup_table")]
        self._names: list[str] = []

    def output_names(self) -> list[str]:
        """Keys of a dictionary, else the names of the layers they come from."""
        outputs = getattr(self._model, "outputs", None)
        structure = getattr(self._model, "_outputs_struct", None)
        if isinstance(structure, dict):
            return sorted(structure)
        if outputs is None:
            return ["output"]
        return list(getattr(self._model, "output_names", None) or [self._model.layers[-1].name])

    def forward(self, features: Sequence[tf.Tensor], training: bool) -> Pass:
        """Run it in a scope that keeps changes of state apart, so that they happen only if the step does."""
        # Keras looks for the values of regularised variables in the scope, and only there.
        regularised = [(m.given, m.variable) for m in self.members if m.trainable and m.given.regularizer]
        with keras.StatelessScope(regularised) as scope, _gathering(self._embeddings):
            given = self._call(features, training)
            losses = list(self._model.losses)
        outputs = [given[key] for key in sorted(given)] if isinstance(given, dict) else keras.tree.flatten(given)
        changed = {}
        for member in self.members:
            value = None if member.trainable else scope.get_current_value(member.given)
            if value is not None:
                changed[member.name] = value
        return Pass(outputs, tf.add_n(losses) if losses else None, changed)

    def _call(self, features: Sequence[tf.Tensor], training: bool) -> Any:
        structure = getattr(self._model, "_inputs_struct", None)
        if structure is not None:
            return self._model(keras.tree.pack_sequence_as(structure, list(features)), training=training)
        if len(features) == 1:
            return self._model(features[0], training=training)
        return self._model({f.name: value for f, value in zip(self.features, features, strict=True)}, training=training)


class ModuleNetwork:
    """A plain module: called with its features in order; returns a tensor or a dictionary of tensors."""

    def __init__(self, module: Any, features: Sequence[tf.TensorSpec] | None) -> None:
        if not features:
            raise ExportError(
                "a tf.Module does not say its inputs: give features=[tf.TensorSpec(shape, dtype, name), …]"
            )
        self._module = module
        self.name: str = module.name
        self.features = _described(features)
        self._outputs: list[str] = []
        self._probe()
        trained = {id(variable) for variable in module.trainable_variables}
        names = _unique([variable.name.split(":")[0] for variable in module.variables])
        self.members = [
            Member(name, variable, variable, id(variable) in trained)
            for name, variable in zip(names, module.variables, strict=True)
        ]
        self.resources: list[Any] = []

    def output_names(self) -> list[str]:
        """Keys of the dictionary, or `output`."""
        return self._outputs

    def forward(self, features: Sequence[tf.Tensor], training: bool) -> Pass:
        """Call it. Modules have no notion of training."""
        given = self._module(*features)
        named = given if isinstance(given, dict) else {"output": given}
        self._outputs = sorted(named)
        return Pass([named[name] for name in self._outputs])

    def _probe(self) -> None:
        def run(*features: tf.Tensor) -> list[tf.Tensor]:
            return self.forward(features, False).outputs

        graph = tf.function(run, input_signature=[f.spec() for f in self.features]).get_concrete_function().graph
        for operation in graph.get_operations():
            if operation.type.startswith(("Assign", "ResourceScatter", "ResourceApply")):
                raise ExportError(
                    f"the module changes a variable when it is called ({operation.type} '{operation.name}'), even for a"
                    " mini-batch that is not finite; keep such state in Keras layers"
                )


def _keras_features(model: Any) -> list[TensorInfo]:
    inputs = getattr(model, "inputs", None)
    if not inputs:
        raise ExportError(f"model '{model.name}' does not say its inputs: start with keras.Input, or give features=[…]")
    for tensor in inputs:
        for kind in ("ragged", "sparse"):
            if getattr(tensor, kind, False):
                raise ExportError(f"input '{tensor.name}' is {kind}, which cannot be exported; pad it and mask")
    return [info(tensor.name, tensor.dtype, tensor.shape) for tensor in inputs]


def _described(features: Sequence[tf.TensorSpec]) -> list[TensorInfo]:
    for spec in features:
        if not isinstance(spec, tf.TensorSpec):
            raise ExportError(
                f"feature {spec} is no tf.TensorSpec; ragged and sparse features cannot be exported, pad them"
            )
        if spec.name is None:
            raise ExportError(f"feature {spec} has no name; give tf.TensorSpec(…, name=…)")
    return [info(spec.name, spec.dtype, spec.shape) for spec in features]


def _keras_members(model: Any, embeddings: set[int]) -> list[Member]:
    trained = {id(variable) for variable in model.trainable_variables}
    ordered = [*model.trainable_variables, *(v for v in model.variables if id(v) not in trained)]
    for variable in ordered:
        if id(variable) in trained and variable.constraint is not None:
            raise ExportError(
                f"variable '{variable.path}' has a constraint, which updates of others would break; regularise it"
            )
    names = _unique([variable.path for variable in ordered])
    return [
        Member(
            name,
            variable.value,
            variable,
            id(variable) in trained,
            is_seed=variable.name == "seed_generator_state",
            is_embedding=id(variable) in embeddings,
        )
        for name, variable in zip(names, ordered, strict=True)
    ]


def _unique(names: Sequence[str]) -> list[str]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name] - 1}")
    return unique


@contextmanager
def _gathering(layers: Sequence[Any]) -> Iterator[None]:
    """Let embedding layers gather from the variable: Keras reads the whole table first."""
    try:
        for layer in layers:
            layer.call = _gather(layer)
        yield
    finally:
        for layer in layers:
            del layer.call


def _gather(layer: Any) -> Callable[..., tf.Tensor]:
    def call(inputs: tf.Tensor) -> tf.Tensor:
        indices = inputs if inputs.dtype in (tf.int32, tf.int64) else tf.cast(inputs, tf.int32)
        return tf.cast(tf.gather(layer._embeddings.value, indices), layer.compute_dtype)

    return call
