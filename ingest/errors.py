"""Every exception of nianbao.

    NianbaoError
    ├── FileRefused            a file that cannot become a report; carries a machine-readable reason
    │   ├── EmptyFile          no bytes, or no text in them
    │   ├── CorruptFile        the bytes are not what the format demands (truncated, damaged)
    │   ├── LockedFile         password-protected
    │   ├── OversizeFile       over a limit: bytes, unpacked bytes, pages, cells, nesting
    │   ├── UnknownFormat      none of the formats that are read
    │   └── NotAReport         readable, but no 政府信息公开工作年度报告
    ├── FormError              a form file (`forms/*.toml`) contradicts itself: a fault of the program, not of the input
    ├── LibraryError           the library
    │   ├── LibraryMissing     no library at that place
    │   ├── LibraryLocked      another process is writing
    │   ├── LibraryIncompatible  made by another version of the schema
    │   ├── LibraryDamaged     the record cannot be read
    │   └── ReportMissing      no report of that id
    ├── ServerBusy             too many questions wait for an answer already
    ├── SettingsError          a setting that cannot be used
    ├── ModelFailed            no reply from the optional model; never shown, the deterministic answer stands
    ├── ManifestError          a manifest row that cannot be used
    └── CasesError             an evaluation case that cannot be used

Messages are for users and therefore Chinese: what was wrong, where, what to do.
Vendor exceptions are translated at the vendor's door and never leave it.
"""

from __future__ import annotations


class NianbaoError(Exception):
    """Base of all errors that nianbao raises on purpose; `str(error)` is fit to be shown to a user."""


class FileRefused(NianbaoError):
    """A file that cannot become a report.

    Args:
        message: what is wrong, in Chinese, without the file's name.
        hint: what the user can do about it.
        source: the file's name or path, where known.
    """

    reason = "refused"

    def __init__(self, message: str, *, hint: str = "", source: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.source = source

    def __str__(self) -> str:
        head = f"{self.source}：{self.message}" if self.source else self.message
        return f"{head}{self.hint}" if self.hint else head

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders in `index.build`; keyword arguments need saying how."""
        return (_rebuild, (type(self), self.message, self.hint, self.source))


def _rebuild(kind: type[FileRefused], message: str, hint: str, source: str) -> FileRefused:
    return kind(message, hint=hint, source=source)


class EmptyFile(FileRefused):
    """No bytes, or a document without a single character."""

    reason = "empty"


class CorruptFile(FileRefused):
    """The bytes do not hold what the format demands."""

    reason = "corrupt"


class LockedFile(FileRefused):
    """A password stands between us and the text."""

    reason = "locked"


class OversizeFile(FileRefused):
    """Over one of the limits of `ingest.limits`."""

    reason = "oversize"


class UnknownFormat(FileRefused):
    """None of the formats that are read."""

    reason = "unknown_format"


class NotAReport(FileRefused):
    """Readable, but not a 政府信息公开工作年度报告."""

    reason = "not_a_report"


class FormError(NianbaoError):
    """A form file contradicts itself."""


class LibraryError(NianbaoError):
    """Something is wrong with the library."""


class LibraryMissing(LibraryError):
    """No library at that place."""


class LibraryLocked(LibraryError):
    """Another process holds the library's lock."""


class LibraryIncompatible(LibraryError):
    """The library was made by a version whose schema differs."""


class LibraryDamaged(LibraryError):
    """The library's record cannot be read."""


class ReportMissing(LibraryError):
    """No report of that id in the library."""


class ServerBusy(NianbaoError):
    """Too many questions wait for an answer already."""


class SettingsError(NianbaoError):
    """A setting of the environment that cannot be used: its name is in the message."""


class ModelFailed(NianbaoError):
    """No reply from the optional model. The message is for the log and repeats nothing of question or reply."""


class ManifestError(NianbaoError):
    """A manifest that cannot be used: its row and column are in the message."""


class CasesError(NianbaoError):
    """An evaluation case that cannot be used: its line is in the message."""
