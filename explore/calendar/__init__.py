"""The Arabic calendar of newspapers."""
