"""The register of clues before a draft."""
