"""What holds for all tests."""

from hypothesis import settings

# How long an example takes depends on what else the machine does; benchmarks measure times.
settings.register_profile("siyaq", deadline=None)
settings.load_profile("siyaq")
