from __future__ import annotations
from dataclasses import dataclass
from typing import Any
@dataclass
class Explanation:
    x: Any = None
def explain(*a): return Explanation()
