"""Read YAML, with libyaml if PyYAML was built with it: it takes a tenth of the time."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(package: str, name: str) -> Any:
    """Read a file that ships in a package.

    Args:
        package: The import name of the package.
        name: The name of the file.
    """
    return parse_yaml(files(package).joinpath(name).read_text("utf-8"))


def parse_yaml(text: str) -> Any:
    """Read YAML from any source; it cannot create arbitrary objects.

    Raises:
        yaml.YAMLError: It is not valid YAML.
    """
    return yaml.load(text, _LOADER)  # noqa: S506  # both are safe loaders
