"""The model card: what `assets.extra/tensair.json` says about the SavedModel it lies in."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tensair.errors import ExportError
from tensair.version import __version__

CONTRACT = 1
LOCATION = Path("assets.extra") / "tensair.json"

Card = dict[str, Any]


def finished(body: Mapping[str, Any]) -> Card:
    """Add contract version, fingerprint and makers to a card."""
    # Reading a card needs neither, and they are slow to import.
    import keras
    import tensorflow as tf

    card: Card = {"contract": CONTRACT, "name": body["name"], "fingerprint": "", "makers": {}, **body}
    card["fingerprint"] = fingerprint(card)
    card["makers"] = {
        "tensair": __version__,
        "tensorflow": tf.__version__,
        "keras": keras.__version__,
        "python": platform.python_version(),
    }
    return card


def fingerprint(card: Mapping[str, Any]) -> str:
    """Hash of everything but itself and the makers: models of equal fingerprint understand each other's frames."""
    content = {key: value for key, value in card.items() if key not in ("fingerprint", "makers")}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def write_card(directory: Path, card: Card) -> None:
    """Put the card into a SavedModel."""
    file = directory / LOCATION
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_card(directory: Path) -> Card:
    """Read the card of a SavedModel.

    Raises:
        ExportError: there is none, it is no JSON object, or of another contract.
    """
    file = directory / LOCATION
    if not directory.is_dir():
        raise ExportError(f"{directory} is no directory; give the directory of an exported model")
    if not file.is_file():
        raise ExportError(f"{directory} has no {LOCATION}; export the model with tensair.export")
    try:
        card = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ExportError(f"{file} is not JSON ({error}); export the model again") from error
    if not isinstance(card, dict) or card.get("contract") != CONTRACT:
        found = card.get("contract") if isinstance(card, dict) else None
        raise ExportError(f"{file} has contract {found}, required is {CONTRACT}; export the model again")
    return card
