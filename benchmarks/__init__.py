"""How this reader compares with others on the same pages: `make bench`."""
