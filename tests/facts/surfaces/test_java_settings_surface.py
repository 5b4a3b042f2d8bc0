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
