"""Linking: which names mean the same person, body or place.

``link(names) -> Linked`` is the whole interface. ``names`` is a frame with one row a name
mention (article, start, end, surface, kind), in any order. The result holds two frames:

entities   id, kind, name, aliases (list of {"surface", "count"}, most frequent first), mentions,
           articles, reasons (list of words); ordered by id; ids are ``KIND:folded name``, so they
           stay the same when articles are added that do not change the preferred name
links      article, start, end, entity; one row for every row of ``names``, in this order

``LINKING`` names the method and its version; it enters a collection's fingerprint. How names are
joined, and how that was checked, is told in docs/linking.md.
"""

from dashboard.collection.linking.entities import LINKING, Linked, link

__all__ = ["LINKING", "Linked", "link"]
