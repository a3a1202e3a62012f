"""The parts of docs/coverage.md."""
