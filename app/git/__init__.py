"""Git: reads a change from a local repository and runs nothing that the repository brings along."""
