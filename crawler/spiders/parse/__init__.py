"""Listings as bytes in, entries out: pure, bounded, and never a connection."""
