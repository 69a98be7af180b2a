"""From bytes to text, by media type. Runs in a child process: see `pool`."""

from __future__ import annotations

from crawler.extract import sniff
from crawler.extract.values import CannotExtract, Extracted, ExtractJob


def extract(job: ExtractJob) -> Extracted:
    """The text of the job's body. Raises CannotExtract; each reader is imported when it is first needed."""
    if job.media_type == sniff.HTML:
        from crawler.extract.html import extract_html

        return extract_html(job)
    if job.media_type == sniff.PDF:
        from crawler.extract.pdf import extract_pdf

        return extract_pdf(job)
    from crawler.extract import plain

    if job.media_type == sniff.CSV:
        return plain.extract_csv(job)
    if job.media_type == sniff.PLAIN:
        return plain.extract_plain(job)
    raise CannotExtract(f"{job.media_type} is not a type that we read")
