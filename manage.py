#!/usr/bin/env python
"""Run a management command; without any variable it works on the demonstration."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put the project's source folder on the path and hand over to Django."""
    sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.settings.demo")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
