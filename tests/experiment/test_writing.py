"""A file is written whole or not at all, through links, under any name that the system allows."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.experiment.writing import is_unfinished, keep, ready

KILLED = """
import os, signal, sys
from pathlib import Path
from sim.experiment.writing import keep
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
keep(Path(sys.argv[1]), b"half")
"""


def interrupted(_: int) -> None:
    raise KeyboardInterrupt


def test_a_file_is_kept_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path / "file", b"half")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="processes are asked after on POSIX alone")
def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    file = tmp_path / "report" / "index.html"
    ready(file.parent)
    keep(file, b"as it was")
    subprocess.run([sys.executable, "-c", KILLED, str(file)], check=False)
    (left,) = set(file.parent.iterdir()) - {file}
    assert is_unfinished(left)
    ours = left.with_name(f".goodhart-0123abcd-{os.getpid()}.part")
    ours.touch()
    ready(file.parent)
    assert set(file.parent.iterdir()) == {file, ours}
    assert file.read_bytes() == b"as it was"


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link, chain, dangling = (tmp_path / name for name in ("there/real", "link", "chain", "dangling"))
    real.write_bytes(b"before")
    link.symlink_to("there/real")
    chain.symlink_to(link)
    dangling.symlink_to("there/new")
    for path in (link, chain, dangling):
        keep(path, path.name.encode())
        assert path.is_symlink()
    assert real.read_bytes() == b"chain"
    assert (tmp_path / "there" / "new").read_bytes() == b"dangling"
    assert not [path for path in tmp_path.rglob("*") if is_unfinished(path)]


def test_a_link_to_itself_is_refused_and_stays(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    with pytest.raises(OSError, match="loop") as refused:
        keep(loop, b"x")
    assert (refused.value.errno, refused.value.filename) == (errno.ELOOP, str(loop))
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]
    assert loop.is_symlink()


def test_a_name_as_long_as_the_system_allows_is_written(tmp_path: Path) -> None:
    longest = os.pathconf(tmp_path, "PC_NAME_MAX") if hasattr(os, "pathconf") else 255
    file = tmp_path / ("x" * longest)
    keep(file, b"x")
    assert file.read_bytes() == b"x"
    with pytest.raises(OSError, match="too long") as refused:
        keep(tmp_path / ("x" * (longest + 1)), b"x")
    assert refused.value.errno == errno.ENAMETOOLONG
    assert list(tmp_path.iterdir()) == [file]
