"""The one error users of this package meet."""

from __future__ import annotations


class ExportError(ValueError):
    """A model that cannot be exported: says what was found, what is required, and what to do instead."""
