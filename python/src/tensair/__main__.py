"""`python -m tensair inspect|verify PATH`: exit code 0, or 2 with the reason in one line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command."""
    parser = argparse.ArgumentParser(prog="tensair", description="Looks at exported models.")
    commands = parser.add_subparsers(dest="command", required=True)
    inspect = commands.add_parser("inspect", help="say what is in an exported model")
    inspect.add_argument("path", help="directory of the model")
    inspect.add_argument("--json", action="store_true", help="print the card itself")
    check = commands.add_parser("verify", help="load an exported model and check that it keeps the contract")
    check.add_argument("path", help="directory of the model")
    given = parser.parse_args(arguments)
    # Said before TensorFlow is imported, which happens only after the arguments are known to be right.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    return _inspect(given.path, given.json) if given.command == "inspect" else _verify(given.path)


def _inspect(path: str, as_json: bool) -> int:
    from pathlib import Path

    from tensair.card import read_card
    from tensair.describe import describe
    from tensair.errors import ExportError

    try:
        card = read_card(Path(path))
    except ExportError as error:
        print(f"tensair: {error}", file=sys.stderr)
        return 2
    print(json.dumps(card, indent=2, ensure_ascii=False) if as_json else describe(card))
    return 0


def _verify(path: str) -> int:
    from tensair.verifier import verify

    problems = verify(path)
    if problems:
        more = f" (and {len(problems) - 1} more: {'; '.join(problems[1:])})" if len(problems) > 1 else ""
        print(f"tensair: {problems[0]}{more}", file=sys.stderr)
        return 2
    print(f"{path} keeps the contract")
    return 0


if __name__ == "__main__":
    sys.exit(main())
