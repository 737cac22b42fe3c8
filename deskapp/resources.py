"""Where the files that come with the program are: fonts, icons, translations, rulebook, templates."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Return the path of a resource, for example ``resource("fonts", "NotoSansSC-Regular.ttf")``.

    The same call serves a checkout (``resources/`` beside the package), an installed wheel and a frozen
    build (``deskapp/resources`` inside the package or the unpacked bundle).

    Raises:
        FileNotFoundError: The program came without its resources; the message names where it looked.
    """
    places = _places()
    for place in places:
        if place.is_dir():
            return place.joinpath(*parts)
    raise FileNotFoundError("no resources in " + ", ".join(map(str, places)))


def install_command() -> str:
    """What adds the extra ``roster`` to this very program: by its own starter, or where it was installed by pip."""
    if not (_PACKAGE.parent / "requirements-roster.lock").is_file():
        return 'pip install "deskapp[roster]"'
    return "run.cmd --with-roster" if sys.platform == "win32" else "./run --with-roster"


def _places() -> tuple[Path, ...]:
    """List where resources can be, the surest place first."""
    if getattr(sys, "frozen", False):
        bundle = Path(getattr(sys, "_MEIPASS", Path(sys.executable).resolve().parent))
        return bundle / "deskapp" / "resources", bundle / "resources"
    return _PACKAGE / "resources", _PACKAGE.parent / "resources"
