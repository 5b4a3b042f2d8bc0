"""Speaks with a language server over its standard input and output, as an editor does."""

import json
import subprocess
import threading
from pathlib import Path
from typing import Any

SERVER = Path(__file__).parent / "editor/node_modules/yaml-language-server/bin/yaml-language-server"

PATIENCE = 60
"""Seconds that a server lives."""


class LanguageServer:
    """A YAML language server that knows no schemas but those that documents name."""

    def __init__(self, node: str) -> None:
        command = [node, str(SERVER), "--stdio"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._watch = threading.Timer(
            PATIENCE, self._process.kill
        )  # so that no test waits for ever
        self._watch.start()
        self._last = 0
        self._ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        self._send({"method": "initialized", "params": {}})
        settings = {
            "yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}
        }
        self._send({"method": "workspace/didChangeConfiguration", "params": {"settings": settings}})

    def close(self) -> None:
        self._watch.cancel()
        self._process.kill()
        self._process.communicate()

    def mistakes(self, name: str, text: str) -> list[str]:
        """What the editor underlines in a document."""
        document = {"uri": f"file:///{name}", "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        while True:
            message = self._next()
            about = message.get("params", {})
            if about.get("uri") == document["uri"]:
                return [found["message"] for found in about["diagnostics"]]

    def offers(self, name: str, line: int, character: int) -> dict[str, str]:
        """What the editor offers at a place, with the explanation of each."""
        place = {"line": line, "character": character}
        asked = {"textDocument": {"uri": f"file:///{name}"}, "position": place}
        found = self._ask("textDocument/completion", asked)
        return {item["label"]: str(item.get("documentation")) for item in found["items"]}

    def _ask(self, method: str, params: dict[str, Any]) -> Any:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self._last and "method" not in message:
                return message["result"]

    def _next(self) -> dict[str, Any]:
        """The next message; what the server asks of the editor is answered with nothing."""
        assert self._process.stdout
        length = 0
        while header := self._process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            items = (message.get("params") or {}).get("items", [])
            self._send({"id": message["id"], "result": [None] * len(items)})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._process.stdin.flush()
