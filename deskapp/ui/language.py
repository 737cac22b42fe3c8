"""Which language the window speaks: Qt's own translations and ours, changed while running."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from deskapp.domain.words import Language
from deskapp.resources import resource

_OURS = "deskapp-translator"
_LOCALES = {Language.CHINESE: "zh_CN", Language.ENGLISH: "en"}


def install(language: Language) -> None:
    """Speak ``language`` from now on. What is on screen already has to be made anew by whoever made it."""
    app = QCoreApplication.instance()
    if app is None:
        return
    for old in app.findChildren(QTranslator, _OURS):
        app.removeTranslator(old)
        old.deleteLater()
    code = _LOCALES[language]
    QLocale.setDefault(QLocale(code))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt), (f"deskapp_{code}", str(resource("i18n")))):
        translator = QTranslator(app)
        translator.setObjectName(_OURS)
        if translator.load(name, folder):
            app.installTranslator(translator)
