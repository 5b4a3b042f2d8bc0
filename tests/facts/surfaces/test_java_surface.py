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
        "Exporter", "Exporter.export(Collection<T>,int...)", "Exporter.flush()", "Exporter.none()",
        "Exporter.close()", "Exporter.Listener", "Exporter.Listener.heard()",
    }  # fmt: skip
    assert found["Exporter"].scope == "acme"
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
    assert found.keys() == {"Base", "Base.run()", "Base.helper()", "Rule"}
    assert found["Base"].deprecated and found["Base"].kind == "java_interface"
    assert found["Base.run()"].required and not found["Base.helper()"].required


CLASS = """package acme;
/** Keeps things. */
public class Cache {
  /** How many at most. */
  public static final int MOST = 9;
  private int size;
  public Cache() {}
  protected Cache(int size) {}
  Cache(String secret) {}
  /** Finds one. */
  public acme.Thing get(final @NonNull java.util.List<Key> keys)
      throws IOException, IllegalStateException { return null; }
  protected void evict() {}
  void near() {}
  @Override public String toString() { return ""; }
  public enum Mode { FAST, SAFE; public boolean isFast() { return true; } }
  static class Hidden { public void f() {} }
}
"""


def test_a_public_class_declares_its_public_and_protected_members() -> None:
    found = declared(CLASS)
    assert found.keys() == {
        "Cache", "Cache.MOST", "Cache.get(List<Key>)", "Cache.evict()", "Cache.toString()",
        "Cache.Mode", "Cache.Mode.FAST", "Cache.Mode.SAFE", "Cache.Mode.isFast()",
    }  # fmt: skip
    assert (found["Cache"].kind, found["Cache"].choices) == ("java_exported_api", ("()", "(int)"))
    assert found["Cache.MOST"].type == "int"


def test_a_method_gives_its_type_and_the_exceptions_that_callers_must_handle() -> None:
    assert declared(CLASS)["Cache.get(List<Key>)"].type == "Thing throws IOException"


def test_an_override_is_there_but_is_no_news() -> None:
    assert declared(CLASS)["Cache.toString()"].generated


def test_a_final_class_has_no_members_for_subclasses() -> None:
    assert "Cache.evict()" not in declared(CLASS.replace("public class", "public final class"))


def test_an_application_offers_no_classes() -> None:
    settings = "core/src/main/resources/application.yml"
    path = "core/src/main/java/acme/Cache.java"
    assert declared_by(java, path, CLASS, tree=(settings,)) == {}
    assert declared_by(java, "api/src/main/java/acme/Cache.java", CLASS, tree=(settings,))


def test_what_is_marked_as_closed_is_not_offered() -> None:
    assert declared("@Restricted(NoExternalUse.class)\npublic interface A { void b(); }") == {}


def test_tests_and_internal_packages_are_not_read() -> None:
    closed = (
        "a/src/test/java/A.java",
        "a/src/main/java/acme/internal/A.java",
        "src/jmh/java/A.java",
    )
    assert not any(map(java.reads, closed))
