"""Write a graph for others to read.

The command `kg export` is this call and no more:

    write(open_dataset("news.kg"), "turtle", stream)      # FORMATS has the names for --format

`stream` is open for bytes; that a file is complete or not there is for the caller to see to. The same dataset gives
the same bytes. What was set aside is no fact: formats that hold one graph leave it out, formats that hold the whole
dataset have it in graphs of its own; `set_aside` decides otherwise.
"""

from kg.export.formats import FORMATS, GRAPH_SUFFIXES, Format, write, write_folder
from kg.export.networks import write_graph
from kg.export.resource import write_resource

__all__ = ["FORMATS", "GRAPH_SUFFIXES", "Format", "write", "write_folder", "write_graph", "write_resource"]
