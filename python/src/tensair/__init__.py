"""Exports Keras models and TensorFlow modules for learning from live streams.

`export` writes a SavedModel with a card that says what is in it, `verify` checks one.
"""

from tensair.errors import ExportError
from tensair.exporter import export
from tensair.version import VERSION as __version__

__all__ = ["ExportError", "__version__", "export"]
