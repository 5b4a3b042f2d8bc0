"""Settings of Python programs."""

from builders import declared_by

from app.facts.surfaces import python_settings

SETTINGS = """
class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="acme_")
    token: str
    level: int = Field(default=3, description="How much to log.")
    region: str = "eu"  # where it runs
    LIMIT = 3
"""
ANNOTATED = """
# .. setting_name: ACME_LIMIT
# .. setting_default: 10
# .. setting_description: How many may wait.

limit = settings.ACME_LIMIT
"""


def test_fields_of_a_settings_class_are_variables() -> None:
    found = declared_by(python_settings, "acme/settings.py", SETTINGS)
    assert found.keys() == {"ACME_TOKEN", "ACME_LEVEL", "ACME_REGION"}
    assert (found["ACME_TOKEN"].kind, found["ACME_TOKEN"].required) == ("env_var", True)
    level = found["ACME_LEVEL"]
    assert (level.default, level.documentation, level.line) == ("3", "How much to log.", 5)
    assert found["ACME_REGION"].documentation == "where it runs"


def test_settings_announced_in_comments_are_keys() -> None:
    (limit,) = declared_by(python_settings, "acme/limits.py", ANNOTATED).values()
    assert (limit.kind, limit.name, limit.line) == ("config_key", "ACME_LIMIT", 2)
    assert (limit.default, limit.documentation) == ("10", "How many may wait.")


def test_a_class_of_configuration_declares_the_keys_that_it_describes() -> None:
    text = (
        "class QueueConfig(BaseModel):\n"
        '    size: int = Field(10, description="How big it is")\n'
        '    name: str = Field(alias="queue-name", description="What it is called")\n'
        "    own: int = Field(default=1)\n"
        "class Queue(BaseModel):\n"
        '    size: int = Field(10, description="How big it is")\n'
    )
    found = declared_by(python_settings, "acme/queue.py", text)
    assert list(found) == ["QueueConfig.size", "QueueConfig.queue-name"]
    assert (found["QueueConfig.size"].line, found["QueueConfig.size"].default) == (2, "10")
    assert found["QueueConfig.queue-name"].required
