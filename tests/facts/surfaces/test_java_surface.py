"""Interfaces that Java libraries offer."""

from builders import declared_by

from app.facts.surface import Declaration
from app.facts.surfaces import java

SOURCE = """package acme;

/** Exports things. */
public interface Exporter<T> extends Closeable {
  /** Sends them. */
  Result export(Collection<T> items, int... sizes);

  default void flush() {}

  static Exporter<?> none() { return null; }

  @Override
  void close();

  interface Listener { void heard(); }
}
"""


def declared(
    text: str = SOURCE, path: str = "api/src/main/java/acme/Exporter.java"
) -> dict[str, Declaration]:
    return declared_by(java, path, text)


def test_interfaces_are_declared_with_their_methods_and_inner_types() -> None:
    found = declared()
    assert found.keys() == {
        "Exporter", "Exporter.export(Collection<T>,int...)", "Exporter.flush()",
        "Exporter.Listener", "Exporter.Listener.heard()",
    }  # fmt: skip
    export = found["Exporter.export(Collection<T>,int...)"]
    assert (export.kind, export.line, export.type) == ("java_interface_method", 6, "Result")
    assert (export.required, export.documentation) == (True, "Sends them.")
    assert not found["Exporter.flush()"].required
    assert found["Exporter"].documentation == "Exports things."


def test_abstract_classes_ask_for_what_is_open_and_abstract() -> None:
    text = """
@Deprecated
public abstract class Base {
  protected abstract void run();
  abstract void nearby();
  public void helper() {}
}
abstract class Hidden { public abstract void run(); }
public abstract class Rule implements ExtensionPoint {}
"""
    found = declared(text)
    assert found.keys() == {"Base", "Base.run()", "Rule"}
    assert found["Base"].deprecated


def test_what_is_marked_as_closed_is_not_offered() -> None:
    assert declared("@Restricted(NoExternalUse.class)\npublic interface A { void b(); }") == {}


def test_tests_and_internal_packages_are_not_read() -> None:
    closed = (
        "a/src/test/java/A.java",
        "a/src/main/java/acme/internal/A.java",
        "src/jmh/java/A.java",
    )
    assert not any(map(java.reads, closed))
