"""The sentences of findings, in French and in English."""

from pipeline.messages.render import render

__all__ = ["render"]
