"""resource() finds the same file in a checkout, in an installed wheel and in a frozen build."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import deskapp.resources
from deskapp.resources import resource

FONT = ("fonts", "NotoSansSC-Regular.ttf")
PROBE = "from deskapp.resources import resource; print(resource('fonts', 'a.ttf'))"


def package_with_resources(site: Path) -> Path:
    """Lay the package out as a wheel does, and return where its font is."""
    package = site / "deskapp"
    (package / "resources" / "fonts").mkdir(parents=True)
    for name in ("__init__.py", "resources.py"):
        shutil.copy(Path(deskapp.resources.__file__).parent / name, package / name)
    font = package / "resources" / "fonts" / "a.ttf"
    font.touch()
    return font


def ask(site: Path, before: str = "") -> Path:
    """Ask a fresh interpreter that sees only that copy of the package."""
    script = f"import sys; sys.path.insert(0, {str(site)!r}); {before}{PROBE}"
    answer = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    return Path(answer.stdout.strip())


def test_in_a_checkout_the_fonts_are_there() -> None:
    font = resource(*FONT)
    assert font.is_file()
    assert font.read_bytes()[:4] == b"\x00\x01\x00\x00", "a TrueType font, which reportlab can embed"


def test_in_an_installed_wheel_the_module_is_found_beside_the_folder_of_its_name(tmp_path: Path) -> None:
    font = package_with_resources(tmp_path)
    assert ask(tmp_path) == font.resolve()


def test_in_a_frozen_build_the_unpacked_bundle_is_asked(tmp_path: Path) -> None:
    package_with_resources(tmp_path / "code")
    bundle = tmp_path / "bundle"
    (bundle / "deskapp" / "resources" / "fonts").mkdir(parents=True)
    frozen = f"sys.frozen = True; sys._MEIPASS = {str(bundle)!r}; "
    assert ask(tmp_path / "code", frozen) == bundle / "deskapp" / "resources" / "fonts" / "a.ttf"


def test_without_resources_the_places_are_named(tmp_path: Path) -> None:
    font = package_with_resources(tmp_path)
    shutil.rmtree(font.parents[1])
    with pytest.raises(subprocess.CalledProcessError) as failure:
        ask(tmp_path)
    assert "no resources in" in failure.value.stderr
    assert str(tmp_path.resolve()) in failure.value.stderr
