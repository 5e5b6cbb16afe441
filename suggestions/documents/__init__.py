"""What the formal documents say: their kinds, the facts they name, the sheets composed of both; how a sheet is set is in printing."""
