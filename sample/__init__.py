"""The sample world of a first start: invented places, people and suggestions, written only through the real actions."""
