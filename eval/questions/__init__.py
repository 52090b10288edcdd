"""Evaluation cases by the thousand: cell × phrasing, over any library whose truth is known."""
