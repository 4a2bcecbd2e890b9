"""What people correct: a log that only grows, and what it comes to over a collection.

``steps`` makes the steps, ``store`` keeps them, ``replay`` says what they come to, ``applying``
lays that over the index. ``Collection.corrected(log)`` is the way in; docs/corrections.md tells
the rules.
"""
