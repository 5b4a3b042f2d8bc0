"""What a path says by convention about the file: sample, test, vendored, generated, documentation.

The conventions are those that GitHub's linguist and the ecosystems' own tools follow.
"""

from functools import lru_cache
from posixpath import basename, splitext

from app.lazy_re import regex

EXAMPLE_FOLDERS = frozenset(
    {"example", "examples", "sample", "samples", "demo", "demos", "tutorial", "tutorials"}
)
TEST_FOLDERS = frozenset(
    {
        "test", "tests", "testing", "__tests__", "spec", "e2e", "it", "testdata", "test-data",
        "fixtures", "__fixtures__", "__mocks__", "mocks", "integration-tests", "snapshots",
        "__snapshots__", "jmh", "benchmarks", "test-fixtures", "test_fixtures", "acceptance-tests",
    }
)  # fmt: skip
VENDORED_FOLDERS = frozenset(
    {
        "vendor", "vendored", "third_party", "third-party", "thirdparty", "node_modules",
        "bower_components", ".venv", "venv", "site-packages", ".terraform", ".yarn", "godeps",
        "pods", "carthage", "licenses", ".licenses",
    }
)  # fmt: skip
GENERATED_FOLDERS = frozenset({"dist", "build", "__generated__", "gen", "generated", "_site"})
DOCUMENTATION_FOLDERS = frozenset({"doc", "docs", "documentation", "adr", "runbooks", "website"})
DOCUMENTATION_ENDINGS = frozenset({".md", ".mdx", ".markdown", ".rst", ".adoc", ".asciidoc"})
LOCK_FILES = frozenset(
    {
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
        "bun.lockb", "poetry.lock", "pipfile.lock", "uv.lock", "pdm.lock", "cargo.lock",
        "gemfile.lock", "composer.lock", "go.sum", "go.work.sum", "chart.lock",
        "requirements.lock", ".terraform.lock.hcl", "flake.lock", "packages.lock.json",
        "podfile.lock", "gopkg.lock", "mix.lock", "gradle.lockfile", "deno.lock", "pubspec.lock",
    }
)  # fmt: skip
BULK_ENDINGS = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".svg", ".bmp", ".tiff", ".pdf", ".zip",
        ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".jar", ".war", ".class", ".so", ".dll",
        ".exe", ".dylib", ".bin", ".wasm", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3",
        ".mp4", ".mov", ".webm", ".parquet", ".avro", ".csv", ".tsv", ".ipynb", ".map", ".snap",
        ".pyc", ".pack", ".db", ".sqlite", ".pem", ".crt", ".der", ".drawio", ".excalidraw",
        ".pptx", ".docx", ".xlsx", ".patch", ".log",
    }
)  # fmt: skip

_TEST_NAME = regex(
    r"(?:^test_|^conftest\.py$|[._-]tests?\.|[._-]spec\.(?!(?:schema\.)?(?:json|ya?ml)$)|Tests?\.java$)"
)
"""What is called a specification tests code, but describes an interface where it is data."""
_GENERATED_NAME = regex(
    r"(?:\.min\.(?:js|css)$|\.bundle\.js$|\.pb\.go$|_pb2(?:_grpc)?\.pyi?$|_generated\.|\.gen\.|"
    r"^zz_generated|\.g\.dart$|_string\.go$|\.designer\.cs$)"
)


@lru_cache(maxsize=8192)
def _folders(path: str) -> frozenset[str]:
    return frozenset(path.lower().split("/")[:-1])


def is_example(path: str) -> bool:
    """Code that shows how the platform is used; nobody builds on it."""
    return not EXAMPLE_FOLDERS.isdisjoint(_folders(path))


def is_test(path: str) -> bool:
    """Tests and what they are fed with."""
    return not TEST_FOLDERS.isdisjoint(_folders(path)) or bool(_TEST_NAME.search(basename(path)))


def is_vendored(path: str) -> bool:
    """A copy of what others maintain."""
    return not VENDORED_FOLDERS.isdisjoint(_folders(path))


def is_generated(path: str) -> bool:
    """Written by a tool from what is maintained elsewhere."""
    generated = not GENERATED_FOLDERS.isdisjoint(_folders(path))
    return generated or bool(_GENERATED_NAME.search(basename(path)))


def is_lock_file(path: str) -> bool:
    """Exact versions of dependencies, written by a package manager."""
    return basename(path).lower() in LOCK_FILES


def is_documentation(path: str) -> bool:
    """Text for people, by its ending or its folder."""
    ending = splitext(path)[1].lower()
    if ending in DOCUMENTATION_ENDINGS:
        return True
    return ending in ("", ".txt", ".html", ".erb") and not DOCUMENTATION_FOLDERS.isdisjoint(
        _folders(path)
    )


def is_bulk(path: str) -> bool:
    """Binary or bulky material that tells nothing when read as text."""
    return splitext(path)[1].lower() in BULK_ENDINGS


@lru_cache(maxsize=8_192)
def is_supporting(path: str) -> bool:
    """Examples, tests, copies and generated files: nothing in them is the platform's interface."""
    return is_example(path) or is_test(path) or is_vendored(path) or is_generated(path)


def is_hidden(path: str) -> bool:
    """In a folder that begins with a dot, as those of the repository's own automation do."""
    return any(folder.startswith(".") for folder in path.split("/")[:-1])


def is_unread(path: str) -> bool:
    """Not worth reading at all: copies, lock files, generated and bulky files."""
    return is_vendored(path) or is_generated(path) or is_lock_file(path) or is_bulk(path)
