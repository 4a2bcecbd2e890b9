"""Trains the built-in names tagger from ../shared and writes its files into data/models.

    OMP_NUM_THREADS=1 python -m dashboard.extraction.names.training ../shared

Stages keep what they made in --work and are skipped when it is there already; seeds are fixed and
every stage runs on one thread. About two hours of one core.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard.extraction.names.builtin import MODELS
from dashboard.extraction.names.training.crf import crf_scores
from dashboard.extraction.names.training.stages import train_everything


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m dashboard.extraction.names.training")
    parser.add_argument("shared", type=Path, help="the folder with corpora and collections")
    parser.add_argument("--work", type=Path, default=Path("build/names-training"))
    parser.add_argument("--out", type=Path, default=MODELS, help="where the model files go")
    parser.add_argument(
        "--keep-development",
        action="store_true",
        help="let no stage learn ANERcorp's development part, so that it can be measured on",
    )
    parser.add_argument(
        "--yardstick", action="store_true", help="only train and score the plain CRF"
    )
    chosen = parser.parse_args()
    if not (chosen.shared / "corpora" / "ner").is_dir():
        print(f"{chosen.shared}: no corpora/ner in it; give the shared folder", file=sys.stderr)
        return 2
    chosen.work.mkdir(parents=True, exist_ok=True)
    if chosen.yardstick:
        for kind, score in crf_scores(chosen.shared, chosen.work, chosen.out).items():
            print(f"{kind} {score.precision:.3f} {score.recall:.3f} {score.f1:.4f}")
        return 0
    train_everything(chosen.shared, chosen.work, chosen.out, chosen.keep_development)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
