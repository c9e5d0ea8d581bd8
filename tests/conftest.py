"""What holds for every test."""

from hypothesis import settings

# A property says nothing about time: a busy machine must not make it fail.
settings.register_profile("onrecord", deadline=None, derandomize=True)
settings.load_profile("onrecord")
