"""The wall, one module for scenes of a kind."""

from game.slices.wall.scene import scene

__all__ = ["scene"]
