"""Tone: how good or bad the news of a sentence is, by a lexicon of Arabic news with shifters."""
