"""Messages, services and enums of Protocol Buffers."""

import pytest
from builders import declared_by

from app.facts.surfaces import protobuf

APPS = """\
syntax = "proto3";
package acme.v1;

// Apps run.
service Apps {
  // Read one.
  rpc Get(GetRequest) returns (stream App) { option (google.api.http) = { get: "/v1" }; }
}

/* An app.
 * It runs. */
message App {
  string name = 1; // what it is called
  int32 size = 2 [deprecated = true];
  map<string, App> parts = 3;
  oneof owner { string team = 4; }
  message Port { repeated int32 number = 1; }
  enum State { OFF = 0; }
  reserved 6, 7;
}
"""


def test_services_messages_and_enums_are_declared_with_their_parts() -> None:
    found = declared_by(protobuf, "api/apps.proto", APPS)
    assert {name: each.line for name, each in found.items()} == {
        "Apps": 5, "Apps.Get": 7, "App": 12, "App.name": 13, "App.size": 14, "App.parts": 15,
        "App.team": 16, "App.Port": 17, "App.Port.number": 17, "App.State": 18, "App.State.OFF": 18,
    }  # fmt: skip
    assert {each.scope for each in found.values()} == {"acme.v1"}
    assert found["App.parts"].type == "map<string,App> = 3"
    assert found["App.Port.number"].type == "repeated int32 = 1"
    assert found["App.size"].deprecated


def test_comments_above_and_behind_explain() -> None:
    found = declared_by(protobuf, "api/apps.proto", APPS)
    texts = {
        name: found[name].documentation for name in ("Apps.Get", "App", "App.name", "App.size")
    }
    assert texts == {
        "Apps.Get": "Read one.",
        "App": "An app. It runs.",
        "App.name": "what it is called",
        "App.size": "",
    }


@pytest.mark.parametrize("text", ["", "message", "{}}}{", "/*", "; = 1;", "'"])
def test_what_is_broken_is_read_as_far_as_it_goes(text: str) -> None:
    assert set(declared_by(protobuf, "api/apps.proto", text)) <= {"A"}


def test_messages_inside_messages_are_followed_to_some_depth() -> None:
    assert len(declared_by(protobuf, "api/apps.proto", "message A {" * 9_000)) < 100
