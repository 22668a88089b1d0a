"""What programs that read our files are known to mind, as checks over the shipped trail.

Each check names the program, what it minds, and the public report that says so ("owner/name
#number" on GitHub). The files are taken from the app as a reader would take them.
"""
