"""`python -m cpp_versions`."""

import sys

from cpp_versions.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    sys.exit(main())
