"""The office's paper: one file a form, each a pure function from a register's data class to a PDF.

A form module declares ``FORM``; ``deskapp.paper.forms`` finds it by walking this package. ``kit`` is what forms
are made of.
"""
