"""The guide's own drawings: run by the curator, never by the app.

`python -m drawings` writes `data/pictures/*.svg` anew; the app only reads them.
What each picture shows, after what and with what doubts, stands in
`data/pictures/pictures.yaml`, which is written by hand.
"""
