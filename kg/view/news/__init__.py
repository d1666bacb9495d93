"""One page of a whole store that opens from disk: search, graph, timeline, tables, the sentence behind each fact."""

from kg.view.news.choice import LIMIT, Choice, chosen, fitting
from kg.view.news.content import Content, content
from kg.view.news.page import news_page
from kg.view.news.source import store_content

__all__ = ["LIMIT", "Choice", "Content", "chosen", "content", "fitting", "news_page", "store_content"]
