"""`python -m app` is the same command as `cowpath`."""

from app.cli import main

if __name__ == "__main__":
    main()
