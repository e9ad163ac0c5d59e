"""What verify finds, and the commands."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tensair
from tensair.__main__ import main
from tensair.card import LOCATION, fingerprint

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture
def broken(mixed_path: Path, tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """Copies the model and edits its card."""

    def make(edit: Callable[[Any], None], sign: bool = True) -> Path:
        copy = tmp_path / "copy"
        shutil.copytree(mixed_path, copy)
        card = json.loads((copy / LOCATION).read_text())
        edit(card)
        if sign:
            card["fingerprint"] = fingerprint(card)
        (copy / LOCATION).write_text(json.dumps(card))
        return copy

    return make


@pytest.mark.parametrize("name", ["flights", "flights-logistic"])
def test_committed_models_keep_the_contract(name: str) -> None:
    assert tensair.verify(MODELS / name) == []


def test_stateful_models_keep_the_contract(stateful_path: Path) -> None:
    assert tensair.verify(stateful_path) == []


def edit_shape(card: Any) -> None:
    card["signatures"]["predict"]["inputs"][0]["shape"] = [None, 7]


def edit_dtype(card: Any) -> None:
    card["signatures"]["train"]["outputs"][2]["dtype"] = "int32"


def drop_signature(card: Any) -> None:
    del card["signatures"]["score"]


def edit_role(card: Any) -> None:
    card["variables"][0]["role"] = "teacher"


def swap_variables(card: Any) -> None:
    card["variables"][0], card["variables"][1] = card["variables"][1], card["variables"][0]


def drop_features(card: Any) -> None:
    del card["variables"]


def other_contract(card: Any) -> None:
    card["contract"] = 9


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (edit_shape, "predict input 'numbers'"),
        (edit_dtype, "train output 'finite'"),
        (drop_signature, "signature 'score' is missing from the card"),
        (edit_role, "role 'teacher'"),
        (swap_variables, "get_variables does not carry"),
        (drop_features, "lacks a part"),
        (other_contract, "contract 9, required is 1"),
    ],
)
def test_verify_finds_a_broken_card(edit: Any, found: str, broken: Any) -> None:
    problems = tensair.verify(broken(edit))
    assert any(found in problem for problem in problems), problems


def test_verify_reports_all_problems_together(broken: Any) -> None:
    def edit(card: Any) -> None:
        edit_shape(card)
        drop_signature(card)

    assert len(tensair.verify(broken(edit))) >= 2


def test_verify_finds_a_changed_card(broken: Any) -> None:
    problems = tensair.verify(broken(lambda card: card.update(name="other"), sign=False))
    assert any("fingerprint" in problem for problem in problems)


def test_verify_finds_a_truncated_model(broken: Any) -> None:
    copy = broken(lambda card: None)
    graph = copy / "saved_model.pb"
    graph.write_bytes(graph.read_bytes()[:1000])
    (problem,) = tensair.verify(copy)
    assert "cannot load" in problem


def test_commands_answer_in_one_line(mixed_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(mixed_path)]) == 0
    assert main(["inspect", str(mixed_path)]) == 0
    assert "table/embeddings float32[12,4] trainable, frame 0 sparse" in capsys.readouterr().out
    for command in ("inspect", "verify"):
        assert main([command, str(tmp_path / "nothing")]) == 2
        said = capsys.readouterr().err.strip()
        assert "is no directory" in said
        assert len(said.splitlines()) == 1


def test_inspect_prints_the_card(mixed_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "--json", str(mixed_path)]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "mixed"
