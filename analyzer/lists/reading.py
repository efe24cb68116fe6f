"""Read YAML with libyaml where PyYAML was built with it: a tenth of the seconds for the same."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str, name: str) -> Any:
    """Read a file that ships in a package.

    Args:
        package: Its import name.
        name: The file's.
    """
    return parse_yaml(files(package).joinpath(name).read_text("utf-8"))


def parse_yaml(text: str) -> Any:
    """Read YAML that may be anybody's: it can name no object.

    Raises:
        yaml.YAMLError: It is none.
    """
    return yaml.load(text, _LOADER)  # noqa: S506  # both are safe loaders
