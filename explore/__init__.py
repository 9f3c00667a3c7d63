"""Explore Arabic news: who, with whom, about what, in what tone, when."""
