"""What a higher office circulates to those below, and the collection of model letters (P19 Art. 29)."""
