"""What holds for every reader, whatever strangers wrote."""

from collections.abc import Iterator

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.facts.surface import Declaration, SurfaceReader
from app.facts.surfaces import READERS
from benchmarks.fuzz.formats import FORMATS, sample

ODD = (
    "é\r\n\x0c\u2028", "\0", "\\\n", "\t", "  ", "'", '"', "`", '"""', "'''", "/*", "*/", "//",
    "#", "{", "}", "[", "]", "(", ")", "<", ">", "{{", "}}", "{%", "${", ": ", ": {a: ", "- ", "? ",
    "&a ", "*a", "!a ", "<<: ", "---\n", "|\n", ",", "=", "=>", "@", "$ref: '#'", "null", "1",
)  # fmt: skip


def texts(name: str) -> st.SearchStrategy[str]:
    """Lines of a format's sample in any order, or the sample with anything in place of a part."""
    whole = sample(name)
    odd = st.sampled_from(ODD) | st.text(max_size=8)
    lines = st.lists(st.sampled_from(whole.splitlines(keepends=True)) | odd, max_size=30)
    place = st.integers(0, len(whole))
    spliced = st.builds(lambda to, odd, at: whole[:to] + odd + whole[at:], place, odd, place)
    return lines.map("".join) | spliced


def found(name: str, text: str) -> Iterator[tuple[SurfaceReader, tuple[Declaration, ...]]]:
    """What every reader that reads files of a format finds in a text."""
    form = FORMATS[name]
    change = a_change({form.path: (None, text)}, neighbours=form.beside, tree=tuple(form.beside))
    for reader in READERS:
        if reader.reads(form.path):
            yield reader, reader.surface(form.path, text, change.after)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_text_is_read_and_lines_are_inside_the_file(name: str, data: st.DataObject) -> None:
    text = data.draw(texts(name))
    for _, declarations in found(name, text):
        for declared in declarations:
            assert declared.name and declared.kind
            inside = 1 <= declared.line <= text.count("\n") + 1
            assert inside or declared.path != FORMATS[name].path


def test_every_reader_is_tried_on_a_sample_that_it_understands() -> None:
    understood = {reader for name in FORMATS for reader, some in found(name, sample(name)) if some}
    assert understood == set(READERS)
