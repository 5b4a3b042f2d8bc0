"""Render: the only place where text meets a screen, and so the only place that escapes."""
