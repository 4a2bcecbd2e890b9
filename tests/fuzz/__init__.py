"""Fuzzing with atheris: inputs grown by the code they reach.

Each module is a script: ``python -m tests.fuzz.readers -max_total_time=600`` (options of
libFuzzer). It stops with a trace at the first input that breaks a promise, which it saves as
crash-*; given that file as its argument it runs it again. ``pytest tests/fuzz`` runs each for a
bounded number of inputs and skips where atheris is not installed.
"""
