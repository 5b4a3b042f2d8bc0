"""Numbered changes of the schema, applied in order at start; only ever added to."""
