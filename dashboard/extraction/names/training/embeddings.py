"""Word vectors (skip-gram) over the plain text."""

from __future__ import annotations

from pathlib import Path

DIMENSIONS = 200


def train_embeddings(plain_text: Path, target: Path) -> None:
    """Writes ``target``, an .npz of "words" by frequency and their "vectors". One worker, so that a
    seed repeats exactly."""
    import logging

    import numpy as np
    from gensim.models import Word2Vec

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    model = Word2Vec(
        corpus_file=str(plain_text),
        vector_size=DIMENSIONS,
        window=5,
        min_count=4,
        sg=1,
        negative=5,
        sample=3e-4,
        epochs=5,
        workers=1,
        seed=7,
    )
    np.savez(target, words=np.array(model.wv.index_to_key), vectors=model.wv.vectors)
