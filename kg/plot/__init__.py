"""Pictures of a graph, as SVG and PNG.

    picture(open_dataset("news.kg"), "network", top=60).save("network.svg")

KINDS has the kinds. Korean text is right on a machine without Korean fonts: the extra `plot` brings one, and an SVG
carries the characters that it needs. The same graph gives the same bytes. matplotlib is loaded with the first picture.
"""

from kg.plot.kinds import KINDS, Kind, picture
from kg.plot.picture import Picture

__all__ = ["KINDS", "Kind", "Picture", "picture"]
