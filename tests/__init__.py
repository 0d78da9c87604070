"""The tests of the project.

What they import is compiled once for all workers, processes and runs, also where the environment
would have each of them compile it anew.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
