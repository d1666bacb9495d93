"""Korean: the only place that knows the language."""
