"""Names, data types and shapes of tensors, as the model card writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from tensair.errors import ExportError

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True)
class TensorInfo:
    """A named tensor of a signature; `None` in the shape is any size."""

    name: str
    dtype: str
    shape: tuple[int | None, ...]

    def spec(self) -> tf.TensorSpec:
        """The same for TensorFlow."""
        return tf.TensorSpec(self.shape, self.dtype, self.name)

    def json(self) -> dict[str, Any]:
        """The same for the card."""
        return {"name": self.name, "dtype": self.dtype, "shape": list(self.shape)}

    def __str__(self) -> str:
        return f"{self.name} {self.dtype}{list(self.shape)}".replace("None", "null")


def info(name: str, dtype: Any, shape: Any) -> TensorInfo:
    """Describe a tensor; `dtype` and `shape` as TensorFlow or Keras give them.

    Raises:
        ExportError: the rank is unknown, or the name cannot be a name in a signature.
    """
    dimensions = tf.TensorShape(shape)
    if dimensions.rank is None:
        raise ExportError(f"tensor '{name}' has a shape of unknown rank; declare its number of dimensions")
    if not NAME.fullmatch(name):
        raise ExportError(
            f"'{name}' cannot name a tensor: names are letters, digits and '_', and begin with a letter; rename it"
        )
    return TensorInfo(name, tf.as_dtype(dtype).name, tuple(dimensions.as_list()))


def require_distinct(tensors: Sequence[TensorInfo]) -> None:
    """Refuse two tensors of one name.

    Raises:
        ExportError: names the one that appears twice.
    """
    seen: set[str] = set()
    for tensor in tensors:
        if tensor.name in seen:
            raise ExportError(
                f"'{tensor.name}' names two tensors; features, outputs, labels and weights need names of their own"
            )
        seen.add(tensor.name)
