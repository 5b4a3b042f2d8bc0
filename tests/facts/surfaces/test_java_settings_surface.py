"""Settings that Spring and its like fill classes with."""

from builders import declared_by

from app.facts.surfaces import java_settings

CLASS = """\
package acme;

@ConfigurationProperties(prefix = "acme.queue")
public class QueueProperties {
  private static final int OWN = 1;
  /** How big it may get. */
  private int maxSize = 10;
  private final Retry retry = new Retry();

  public static class Retry {
    /** How often to try. */
    private int attempts;
  }
}
"""


def test_fields_of_a_class_of_settings_are_properties() -> None:
    found = declared_by(java_settings, "src/main/java/acme/QueueProperties.java", CLASS)
    assert {name: each.line for name, each in found.items()} == {
        "acme.queue.max-size": 7, "acme.queue.retry.attempts": 12,
    }  # fmt: skip
    size = found["acme.queue.max-size"]
    assert (size.documentation, size.default, size.type) == ("How big it may get.", "10", "int")


def test_records_and_interfaces_do_as_well() -> None:
    record = '@ConfigurationProperties("acme")\nrecord Acme(int maxSize) {}\n'
    mapping = '@ConfigMapping(prefix = "acme")\ninterface Acme {\n  int maxSize();\n}\n'
    for text in (record, mapping):
        assert list(declared_by(java_settings, "src/main/java/Acme.java", text)) == [
            "acme.max-size"
        ]


def test_other_classes_declare_nothing() -> None:
    other = CLASS.replace("@ConfigurationProperties", "@Component // @ConfigurationProperties")
    assert declared_by(java_settings, "src/main/java/acme/Queue.java", other) == {}


def test_classes_inside_classes_are_read_only_so_often() -> None:
    """Ten fields of the type of each class inside would give 10,000,000 properties."""
    text = "class R8 {}"
    for level in reversed(range(8)):
        fields = " ".join(f"R{level + 1} f{number};" for number in range(10))
        text = f"class R{level} {{ {fields} {text} }}"
    text = text.replace("R8 f", "int f")
    found = declared_by(java_settings, "Acme.java", f'@ConfigurationProperties("acme")\n{text}')
    assert len(found) < 50_000


def test_what_is_too_long_for_a_name_names_nothing() -> None:
    long = "a" * 201
    inside = f"class A {{ B {long}; static class B {{ int c; }} }}"
    assert declared_by(java_settings, "A.java", f'@ConfigurationProperties("a") {inside}') == {}
    text = f'@ConfigurationProperties("{long}") class A {{ int b; }}'
    assert declared_by(java_settings, "A.java", text) == {}
