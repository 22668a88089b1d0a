"""Questions that readers ask: written down durably, mailed, listed, deleted in time.

Nothing is imported here, so that an app without storage needs no database library.
"""
