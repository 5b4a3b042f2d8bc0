"""Configuration of Backstage plugins."""

from builders import declared_by

from app.facts.surfaces import backstage_settings

CONFIG = """
export interface Config {
  acme?: {
    /** Where to find it. */
    baseUrl: string;
    providers?: Array<{
      /** @visibility secret */
      token?: string;
    }>;
  };
}
interface Other { a: string }
"""


def test_every_key_below_the_configuration_is_declared() -> None:
    found = declared_by(backstage_settings, "plugins/acme/config.d.ts", CONFIG)
    assert found.keys() == {"acme", "acme.baseUrl", "acme.providers", "acme.providers.token"}
    url = found["acme.baseUrl"]
    assert (url.kind, url.line, url.type, url.required) == ("config_key", 5, "string", True)
    assert url.documentation == "Where to find it."


def test_a_mark_for_tools_explains_nothing() -> None:
    found = declared_by(backstage_settings, "plugins/acme/config.d.ts", CONFIG)
    assert found["acme.providers.token"].documentation == ""


def test_a_key_without_a_name_is_none() -> None:
    text = "export interface Config { '': { a: string }; , b: string }"
    assert declared_by(backstage_settings, "config.d.ts", text).keys() == {"b"}
