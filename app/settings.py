"""Settings that come from the environment: read once, checked, and frozen.

NIANBAO_MODEL_URL       base address of an OpenAI-compatible endpoint (http://127.0.0.1:8000/v1); unset: no model
NIANBAO_MODEL_NAME      the model's name there
NIANBAO_MODEL_KEY       its key, where it wants one; never shown
NIANBAO_MODEL_SECONDS   how long one answer may wait for it (20)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from nianbao.ingest.errors import SettingsError

SECONDS = 20.0
"""How long one answer waits for the model where nothing else is said."""
MOST_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Where the optional model is. The key is in no `repr`."""

    url: str
    name: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS


def model_settings(environment: Mapping[str, str]) -> ModelSettings | None:
    """The model that the environment names; None, the default, is no model.

    Raises:
        SettingsError: an address without a model's name, or a value that cannot be meant.
    """
    url = environment.get("NIANBAO_MODEL_URL", "").strip()
    if not url:
        return None
    if not _usable(url):
        raise SettingsError(
            "NIANBAO_MODEL_URL 应为 http 或 https 地址，不带用户名和参数，例如 http://127.0.0.1:8000/v1。"
        )
    name = environment.get("NIANBAO_MODEL_NAME", "").strip()
    if not name:
        raise SettingsError("设了 NIANBAO_MODEL_URL，还要用 NIANBAO_MODEL_NAME 写明模型的名称。")
    key = environment.get("NIANBAO_MODEL_KEY", "").strip()
    if not key.isascii() or not (key == "" or key.isprintable()):
        raise SettingsError("NIANBAO_MODEL_KEY 含有不能发送的字符。")
    return ModelSettings(url.rstrip("/"), name, key, _seconds(environment.get("NIANBAO_MODEL_SECONDS", "").strip()))


def _seconds(written: str) -> float:
    try:
        seconds = float(written) if written else SECONDS
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= MOST_SECONDS:  # also of nan
        raise SettingsError(f"NIANBAO_MODEL_SECONDS 应为 1 到 {MOST_SECONDS:.0f} 之间的秒数。")
    return seconds


def _usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and plain and url.isascii()
