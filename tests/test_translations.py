"""Every sentence of the interface is there in both languages, with its placeholders."""

import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "translations"


def load_script() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("translations_script", str(SCRIPT))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # its data classes look themselves up there
    writing, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = writing
    return module


script = load_script()


def ts(*messages: str) -> str:
    return f"<TS><context><name>Mail</name>{''.join(messages)}</context></TS>"


def message(source: str, translation: str, attributes: str = "") -> str:
    return f"<message><source>{source}</source><translation{attributes}>{translation}</translation></message>"


def plural(source: str, *forms: str) -> str:
    inner = "".join(f"<numerusform>{form}</numerusform>" for form in forms)
    return f"<message numerus='yes'><source>{source}</source><translation>{inner}</translation></message>"


def test_every_sentence_is_translated() -> None:
    problems = script.check()
    assert not problems, "run scripts/translations update and fill in what is new:\n" + "\n".join(problems)


@pytest.mark.parametrize(
    ("committed", "fault"),
    [
        (ts(), "missing"),
        (ts(message("Save", "保存"), message("Gone", "没了")), "no longer in the source"),
        (ts(message("Save", "", " type='unfinished'")), "unfinished"),
        (ts(message("Save", "保存", " type='unfinished'")), "unfinished"),
        (ts(message("Save", " ")), "unfinished"),
        (ts(message("Save", "保存 %1")), "placeholders differ"),
        (ts(message("Save", "保存 {name}")), "placeholders differ"),
    ],
)
def test_what_is_wrong_is_named(committed: str, fault: str) -> None:
    extracted = ts(message("Save", "", " type='unfinished'"))
    (problem,) = script.compare("deskapp_zh_CN.ts", committed, extracted)
    assert fault in problem


@pytest.mark.parametrize(
    ("source", "translation", "same"),
    [
        ("{name} took %1 keys", "%1 把钥匙由 {name} 领走", True),
        ("{name} took %1 keys", "%2 把钥匙由 {name} 领走", False),
        ("{a} and {b}", "{a} 和 {a}", False),
        ("{{literal}} {x}", "{x}", True),
        ("100 % of {total}", "{total} 的 100 %", True),
    ],
)
def test_placeholders_are_compared(source: str, translation: str, same: bool) -> None:
    committed = ts(message(source, translation))
    assert (script.compare("deskapp_zh_CN.ts", committed, committed) == []) is same


def test_plural_forms_keep_their_number_except_where_english_spells_out_one() -> None:
    good, bad = ts(plural("%n slips", "%n 张派工单")), ts(plural("%n slips", "派工单"))
    assert not script.compare("deskapp_zh_CN.ts", good, good)
    assert script.compare("deskapp_zh_CN.ts", bad, bad)
    english = ts(plural("%n slip(s)", "one slip", "%n slips"))
    assert not script.compare("deskapp_en.ts", english, english)
    assert script.compare("deskapp_zh_CN.ts", english, english)


def test_sentences_are_read_out_of_the_source_and_built(tmp_path: Path) -> None:
    code = tmp_path / "pane.py"
    code.write_text(
        "from PySide6.QtCore import QObject\n"
        "class Pane(QObject):\n"
        "    def words(self, n):\n"
        "        return self.tr('Save'), self.tr('%n slip(s)', None, n)\n"
    )
    target = tmp_path / "deskapp_zh_CN.ts"
    command = [script.tool("lupdate"), "-silent", str(code), "-ts", str(target)]
    subprocess.run(command, check=True)
    found = {(m.context, m.source, m.numerus) for m in script.parse(target.read_text("utf-8"))}
    assert found == {("Pane", "Save", False), ("Pane", "%n slip(s)", True)}


def test_the_built_translations_can_be_loaded() -> None:
    from PySide6.QtCore import QTranslator

    script.build(only_if_needed=True)
    for source in script.LANGUAGES:
        built = source.with_suffix(".qm")
        assert built.is_file()
        if list(script.parse(source.read_text("utf-8"))):
            assert QTranslator().load(str(built))
