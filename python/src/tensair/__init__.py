"""Exports Keras models and TensorFlow modules for learning from live streams.

`export` writes a SavedModel with a card that says what is in it, `verify` checks one. TensorFlow is imported only when
one of them is asked for.
"""

from typing import TYPE_CHECKING, Any

from tensair.errors import ExportError
from tensair.version import __version__

if TYPE_CHECKING:
    from tensair.exporter import export
    from tensair.verifier import verify

__all__ = ["ExportError", "__version__", "export", "verify"]


def __getattr__(name: str) -> Any:
    if name == "export":
        from tensair.exporter import export

        return export
    if name == "verify":
        from tensair.verifier import verify

        return verify
    raise AttributeError(f"module 'tensair' has no attribute '{name}'")
