"""The data as OGC API - Features has it: collections, what is asked of them, the answers.

Part 1: Core (OGC 17-069r4). Values in, plain JSON values out; nothing here knows HTTP.
"""
