"""Command-line tools of the project; the app itself needs none of them."""
