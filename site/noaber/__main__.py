"""`python -m noaber <command>`: the management commands of an installed Noaber."""

import os
import sys


def main() -> None:
    """Hand over to Django with the production settings unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "noaber.settings.production")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
