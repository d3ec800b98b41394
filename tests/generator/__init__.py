"""Work plans drawn from a seed, printed in many layouts, with the truth beside them."""
