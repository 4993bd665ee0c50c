"""Generated designs and what R's survey package makes of them; see survey.R."""

from __future__ import annotations
