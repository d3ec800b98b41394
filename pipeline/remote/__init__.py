"""Documents and tables in stores of objects. Only `store` speaks to them, through fsspec."""
