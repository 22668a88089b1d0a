"""Log lines: a standard form, nobody's address, nothing forged."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from trail.web.serve.logs import common_line

LINE = re.compile(
    r'- - - \[\d\d/\w{3}/\d{4}:[\d:]{8} [+-]\d{4}\] "[^"\s]+ [^"\s]* [^"\s]+" \d{3} (\d+|-)\n'
)


def test_a_line_is_in_the_common_log_format() -> None:
    line = common_line(time.gmtime(0), "GET", "/sites/", "HTTP/1.1", 200, 12)
    assert line == '- - - [01/Jan/1970:00:00:00 +0000] "GET /sites/ HTTP/1.1" 200 12\n'


def test_what_was_searched_for_is_not_written() -> None:
    line = common_line(time.gmtime(0), "GET", "/search/?q=my+illness", "HTTP/1.1", 200, 0)
    assert "illness" not in line
    assert line.endswith(" 200 -\n")


@given(st.text(min_size=1), st.text(), st.integers(100, 599))
def test_no_request_can_forge_a_line(method: str, path: str, status: int) -> None:
    line = common_line(time.gmtime(0), method, path, "HTTP/1.1", status, 1)
    assert LINE.fullmatch(line)
    assert len(line) < 10_000
