"""Makes the project's data from `data/sources/`: `python -m data.build` (see `data/README.md`)."""
