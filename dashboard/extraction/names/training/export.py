"""Writing the model files that run time reads."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


def eight_bits(vectors: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]:
    """Rows as integers of -127..127 with one scale each."""
    scales = (np.abs(vectors).max(1) / 127).astype(np.float16)
    safe = np.where(scales > 0, scales, 1).astype(np.float32)
    return np.round(vectors / safe[:, None]).clip(-127, 127).astype(np.int8), scales


def as_at_run_time(vectors: Floats) -> Floats:
    """The vectors as run time will see them, so that training sees no others."""
    rows, scales = eight_bits(vectors)
    return rows.astype(np.float32) * scales.astype(np.float32)[:, None]


def write_vectors(words: Sequence[str], vectors: Floats, folder: Path) -> None:
    """``vectors`` has three rows (padding, unknown, boundary) before those of ``words``."""
    data = "\n".join(words).encode()
    with (
        (folder / "names-words.txt.gz").open("wb") as raw,
        gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as out,
    ):
        out.write(data)
    rows, scales = eight_bits(vectors)
    _write_arrays(folder / "names-vectors.npz", {"vectors": rows, "scales": scales})


def write_network(tagger: Any, head: str, labels: Sequence[str], folder: Path) -> None:
    """All weights that decoding with ``head`` needs, as half floats."""
    arrays: dict[str, Any] = {"labels": np.array(labels)}
    for name, tensor in tagger.state_dict().items():
        if name == f"heads.{head}.weight":
            arrays["head.weight"] = tensor.numpy().astype(np.float16)
        elif name == f"heads.{head}.bias":
            arrays["head.bias"] = tensor.numpy().astype(np.float16)
        elif name == f"moves.{head}":
            arrays["moves"] = tensor.numpy().astype(np.float16)
        elif not name.startswith(("heads.", "moves.", "reader.vectors")):
            arrays[name] = tensor.numpy().astype(np.float16)
    _write_arrays(folder / "names-network.npz", arrays)


def _write_arrays(path: Path, arrays: Mapping[str, Any]) -> None:
    """An .npz without the time of day in it, so that the same arrays give the same file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(arrays):
            held = io.BytesIO()
            np.save(held, arrays[name])
            archive.writestr(zipfile.ZipInfo(f"{name}.npy"), held.getvalue(), zipfile.ZIP_DEFLATED)
