"""What the end-to-end tests drive the real binary with: a server process and clients that we did not write."""
