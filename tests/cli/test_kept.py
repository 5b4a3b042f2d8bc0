"""The cache of what was found in past changes."""

from pathlib import Path

from builders import a_pull_request

from app.analyse import Findings, find, outlook
from app.cli import kept
from app.cli.kept import Kept, pack, unpack
from app.core.backtest import PastChange
from app.core.configuration import Configuration, Paths, PolicyChoice

CHANGE = PastChange("c" * 40, "feat: tabs\tand\nlines", 3)


def findings() -> Findings:
    return find(a_pull_request(), Configuration())


def test_what_was_packed_is_unpacked() -> None:
    packed = pack(CHANGE, findings())
    assert b"\n" not in packed
    assert unpack(packed) == (CHANGE, findings())


def test_what_cannot_be_read_is_as_good_as_none() -> None:
    packed = pack(CHANGE, findings())
    assert unpack(b"") is None
    assert unpack(packed[:-5]) is None
    assert unpack(packed.replace(b"change_kind", b"change_mind")) is None


def test_lines_outlive_the_run_even_where_it_was_cut_short(tmp_path: Path) -> None:
    Kept(tmp_path, "here", "o").put("one", b"1")
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes() + b"two 2 and then the pow")
    again = Kept(tmp_path, "here", "o")
    again.put("three", b"3")
    last = Kept(tmp_path, "here", "o")
    assert (last.get("one"), last.get("three"), last.get("four")) == (b"1", b"3", None)


def test_other_repositories_and_outlooks_are_kept_apart(tmp_path: Path) -> None:
    Kept(tmp_path, "here", "o").put("one", b"1")
    assert Kept(tmp_path, "there", "o").get("one") is None
    assert Kept(tmp_path, "here", "p").get("one") is None


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    here = Kept(tmp_path / "file" / "folder", "here", "o")
    here.put("one", b"1")
    assert here.get("one") is None


def test_the_oldest_files_go_when_there_is_no_room(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with (tmp_path / f"{name}.jsonl").open("wb") as file:
            file.truncate(kept.ROOM // 2)
    Kept(tmp_path, "here", "o").put("one", b"1")
    assert len(list(tmp_path.iterdir())) == 2


def test_tuning_policies_does_not_change_what_is_found() -> None:
    tuned = Configuration(policies={"rule-of-three": PolicyChoice(mode="report")})
    assert outlook(tuned) == outlook(Configuration())
    assert outlook(Configuration(paths=Paths(core=("a/",)))) != outlook(Configuration())
