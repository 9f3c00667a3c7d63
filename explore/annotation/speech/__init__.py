"""What `sources` is read with until it reads a Doc."""
