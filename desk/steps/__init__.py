"""What a person may do with a suggestion, as forms: one class per step, found by the step's name; one view serves them all."""
