"""Processes of their own for parsing and deciding, so that a hang or a crash there harms nobody.

Two kinds, in `app.pool.analyst`: `workers` stay and serve a server's many pull requests; `alone`
starts a process for each task, which suits a command that looks at one. Both keep the same limits
(`app.pool.limits`).
"""
