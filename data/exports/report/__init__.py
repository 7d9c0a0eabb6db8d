"""The report that people carry away: one document, written as DOCX, PPTX and PDF."""
