"""Finding and reading policy files."""

from pathlib import Path

import pytest

from app.errors import AuthorsMistake
from app.policy_files import built_in, policy_paths, read_policies


def test_the_built_in_policies_are_at_hand_by_their_ids() -> None:
    names = [policy.id for policy in built_in()]
    assert names == sorted(names)
    assert {"rule-of-three", "documented-extension-points", "approval-scope"} <= set(names)


def test_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yml").write_text("title: x\n")
    (tmp_path / "c.yml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(AuthorsMistake) as caught:
        read_policies(policy_paths(tmp_path))
    where = {Path(mistake.where).name for mistake in caught.value.mistakes}
    assert where == {"a.yml", "b.yml", "c.yml"}


def test_finding_nothing_is_a_mistake(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(AuthorsMistake):
            policy_paths(path)
