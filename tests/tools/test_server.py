from __future__ import annotations

from pathlib import Path

import pytest

from tools.server import ServerError, serve


def test_a_server_that_ends_at_its_start_shows_its_log(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="streamlit_app"), serve(tmp_path / "log", tmp_path):
        pass
