"""River's logistic regression on the flights: the peer that the report of the example shows.

    python river_baseline.py            # a few minutes on one core; writes river-baseline.json

Every flight is predicted at its scheduled departure and learnt when its label is known, 15
minutes later; at equal times prediction comes first. Once with the features of the example, and
once with schedule and weather only. The result carries the fingerprints of the data files.
"""

from __future__ import annotations

import hashlib
import json
import math
import time
from collections import deque
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from river import compose, linear_model, metrics, optim, preprocessing

from flight_features import Features, local_minute, read

DATA = Path(__file__).resolve().parent.parent / "data" / "flights"
RESULT = DATA / "river-baseline.json"
FILES = ("flights", "departures", "arrivals", "labels", "weather")
# The best of 0.0005, 0.001, 0.002, 0.003, 0.005 and 0.02 on the features of the example; without
# them the better of 0.001 and 0.02.
RATE, USUAL_RATE = 0.001, 0.02

Row = dict[str, Any]


def main() -> None:
    """Run both and write the result."""
    result = {
        "note": "identical features and label delay; rows per second of CPU time without features",
        "model": "logistic regression",
        "library": f"river {version('river')}",
        "parameters": {"optimizer": "SGD", "learning_rate": RATE},
        "data": {f"{name}.csv.gz": fingerprint(DATA / f"{name}.csv.gz") for name in FILES},
        **prequential(rich, RATE),
        "schedule_and_weather_only": {
            "learning_rate": USUAL_RATE,
            **prequential(usual, USUAL_RATE),
        },
    }
    RESULT.write_text(json.dumps(result, indent=2) + "\n")


def prequential(encode: Callable[[Features, Row], Row], rate: float) -> Row:
    """Scores of one pass: each flight predicted before any model has seen its label."""
    scale = compose.SelectType(float) | preprocessing.StandardScaler()
    one_hot = compose.SelectType(str) | preprocessing.OneHotEncoder(drop_zeros=True)
    model = (scale + one_hot) | linear_model.LogisticRegression(optim.SGD(rate))
    accuracy, log_loss = metrics.Accuracy(), metrics.LogLoss()
    scores: list[tuple[float, bool]] = []
    waiting: deque[tuple[int, Row, bool]] = deque()
    features = Features(DATA)
    flights, labels = (read(DATA / f"{name}.csv.gz") for name in ("flights", "labels"))
    seconds = 0.0
    for flight, label in zip(flights, labels, strict=True):
        x = encode(features, flight)
        started = time.process_time()
        while waiting and waiting[0][0] < flight["time"]:
            _, known, late = waiting.popleft()
            model.learn_one(known, late)
        probability = model.predict_proba_one(x).get(True, 0.0)
        seconds += time.process_time() - started
        late = label["late"] == 1
        waiting.append((label["time"], x, late))
        scores.append((probability, late))
        accuracy.update(late, probability > 0.5)
        log_loss.update(late, probability)
    return {
        "auc": round(area(scores), 4),
        "accuracy": round(accuracy.get(), 4),
        "log_loss": round(log_loss.get(), 4),
        "rows": len(scores),
        "rows_per_second": round(len(scores) / seconds, -2),
    }


def usual(features: Features, flight: Row) -> Row:
    """The schedule, the distance and the newest weather."""
    local = local_minute(flight["time"])
    return {
        "distance": float(flight["distance"]),
        **features.weather(flight),
        **{column: flight[column] for column in ("carrier", "origin", "dest")},
        "hour": str(local // 60 % 24),
        "weekday": str(local // 1440 % 7),
    }


def rich(features: Features, flight: Row) -> Row:
    """What the example's own models get."""
    trailing = features.trailing(flight)
    aircraft, ready = features.turnaround(flight)
    day = local_minute(flight["time"]) % 1440 / 1440
    hour = int(day * 24)
    clock = {"sine": math.sin(2 * math.pi * day), "cosine": math.cos(2 * math.pi * day), "day": day}
    categories = {
        "ready": str(ready),
        "ready_of_carrier": f"{ready} {flight['carrier']}",
        "hour_at": f"{hour} {flight['origin']}",
        "hour_of": f"{hour} {flight['carrier']}",
        "any_day": f"{flight['carrier']} {flight['flight']} {flight['origin']}",
    }
    return {**usual(features, flight), **trailing, **aircraft, **clock, **categories}


def area(scores: list[tuple[float, bool]]) -> float:
    """The area under the ROC curve by ranks, ties counting half."""
    scores = sorted(scores)
    positives = sum(late for _, late in scores)
    ranks, first = 0.0, 0
    while first < len(scores):
        last = first
        while last < len(scores) and scores[last][0] == scores[first][0]:
            last += 1
        ranks += sum(late for _, late in scores[first:last]) * (first + last + 1) / 2
        first = last
    return (ranks - positives * (positives + 1) / 2) / (positives * (len(scores) - positives))


def fingerprint(path: Path) -> str:
    """The sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
