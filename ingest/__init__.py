"""A published file becomes a Report: read, outline, cells, relations.

Imports nothing heavy: readers of PDF, DOCX and HTML are imported where a file needs them.
"""
