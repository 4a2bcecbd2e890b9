"""A collection on disk: building it in parallel, and the named questions that can be asked of it.

``build`` turns articles into Parquet parts and a manifest; ``open_collection`` opens them as an
immutable ``Collection`` whose questions take a ``Selection`` and return pandas frames. All SQL
over a collection lives here, and parameters are bound, never formatted into it.
"""

from dashboard.collection.building import build
from dashboard.collection.counting import Counts
from dashboard.collection.evidence import EvidenceCount, Order
from dashboard.collection.manifest import FORMAT, CollectionError, Manifest
from dashboard.collection.opening import Collection, open_collection
from dashboard.collection.progress import BuildProgress
from dashboard.collection.quality import Quality
from dashboard.collection.reading import ReadArticle
from dashboard.collection.slices import Extractor
from dashboard.collection.together import TogetherCounts

__all__ = [
    "FORMAT",
    "BuildProgress",
    "Collection",
    "CollectionError",
    "Counts",
    "EvidenceCount",
    "Extractor",
    "Manifest",
    "Order",
    "Quality",
    "ReadArticle",
    "TogetherCounts",
    "build",
    "open_collection",
]
