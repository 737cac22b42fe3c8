"""One set's label, in a free place of a label sheet (``KEY-7``)."""

from __future__ import annotations

from dataclasses import replace

from deskapp.paper import key_labels

FORM = replace(key_labels.FORM, code="key_label", register="keys", source="keys.label")
