"""Cowpath reads pull requests on platform repositories and gives advice, never a block."""

__version__ = "0.1.0"
