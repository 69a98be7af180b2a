"""A small world on the loopback: news sites, a council, PDFs. For tests, and for the demo."""
