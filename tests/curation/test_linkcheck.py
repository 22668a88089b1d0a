"""Links asked of servers of this machine that answer, move, hang, drip, lie and hang up."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests import loopback
from tests.loopback import Handler, Server, says
from trail.curation.health.linkcheck import DUE, Answer, Manners, Outcome, check_links

QUICK = Manners("treaty-trail/1 link check (test)", timeout_s=2.0, pause_s=0.0)
SHORT = Manners("test", timeout_s=0.3, pause_s=0.0)


@pytest.fixture
def server() -> Iterator[Server]:
    with loopback.serve() as running:
        yield running


def ask(url: str, manners: Manners = QUICK) -> Answer:
    (answer,) = check_links([url], manners)
    assert answer.url == url
    return answer


def leads(status: int, to: str) -> loopback.Answer:
    return says(status, Location=to)


# ---------------------------------------------------------------- told apart


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "ok"), (204, "ok"), (404, "gone"), (410, "gone"), (401, "closed"), (403, "closed"),
        (405, "closed"), (451, "closed"), (429, "busy"), (503, "busy"), (500, "failing"),
        (502, "failing"), (304, "failing"), (999, "failing"),
    ],
)  # fmt: skip
def test_status_is_told_by_what_it_means(server: Server, status: int, outcome: Outcome) -> None:
    server.answers["/page"] = says(status)
    answer = ask(server.url("/page"))
    assert (answer.outcome, answer.status) == (outcome, status)


def test_program_says_who_it_is(server: Server) -> None:
    server.answers["/page"] = says(200)
    ask(server.url("/page?a=b&c=%20d"))
    assert server.asked == [("HEAD", "/page?a=b&c=%20d", "treaty-trail/1 link check (test)")]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 500, 501])
def test_server_that_knows_no_head_is_asked_again_with_get(server: Server, status: int) -> None:
    def answer(handler: Handler) -> None:
        handler.say(200 if handler.command == "GET" else status, "x" * 100_000)

    server.answers["/page"] = answer
    assert ask(server.url("/page")).outcome == "ok"
    assert [method for method, _, _ in server.asked] == ["HEAD", "GET"]


def test_silence_is_a_time_out(server: Server) -> None:
    server.answers["/page"] = loopback.hangs
    assert ask(server.url("/page"), SHORT).outcome == "timeout"


def test_dripping_server_does_not_keep_us(server: Server) -> None:
    server.answers["/page"] = loopback.drips
    assert ask(server.url("/page"), SHORT).outcome == "timeout"


def test_nobody_there_is_told_as_such() -> None:
    answer = ask(f"http://127.0.0.1:{loopback.free_port()}/page")
    assert answer.outcome == "unreachable"
    assert "refused" in answer.note


def test_host_that_does_not_exist_is_told_as_such() -> None:
    assert ask("http://nowhere.invalid/page").outcome == "no-host"
    assert ask(f"http://{'x' * 70}ü.example/page").outcome == "no-host"


def test_failing_security_is_told_as_such(server: Server) -> None:
    answer = ask(server.url("/page").replace("http:", "https:"))
    assert answer.outcome == "tls"
    assert answer.note


@pytest.mark.parametrize("behaviour", [loopback.hangs_up, loopback.babbles])
def test_broken_server_is_told_as_such(server: Server, behaviour: loopback.Answer) -> None:
    server.answers["/page"] = behaviour
    assert ask(server.url("/page")).outcome == "broken"


@pytest.mark.parametrize(
    "url", ["http://[::1/x", "http://a.b:99999/x", "http://:80/x", "http://.x/"]
)
def test_address_that_is_none_is_told_as_such(url: str) -> None:
    assert ask(url).outcome in ("broken", "no-host")


def test_address_in_another_script_is_asked_for(server: Server) -> None:
    server.answers["/%E9%81%93"] = says(200)
    assert ask(server.url("/道")).outcome == "ok"


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(301, "moved"), (308, "moved"), (302, "redirected"), (303, "redirected"), (307, "redirected")],
)
def test_lasting_and_passing_redirects_are_told_apart(
    server: Server, status: int, outcome: Outcome
) -> None:
    server.answers |= {"/old": leads(status, "/new"), "/new": says(200)}
    answer = ask(server.url("/old"))
    assert (answer.outcome, answer.status, answer.led_to) == (outcome, 200, server.url("/new"))


def test_one_passing_redirect_makes_all_of_it_passing(server: Server) -> None:
    server.answers |= {"/a": leads(301, "/b"), "/b": leads(302, "/c"), "/c": says(200)}
    assert ask(server.url("/a")).outcome == "redirected"


def test_redirect_to_what_is_gone_is_gone(server: Server) -> None:
    server.answers["/old"] = leads(301, "/nowhere")
    answer = ask(server.url("/old"))
    assert (answer.outcome, answer.led_to) == ("gone", server.url("/nowhere"))


def test_old_page_that_leads_to_the_start_page_is_due(server: Server) -> None:
    server.answers |= {"/deep/page": leads(301, "/"), "/": says(200)}
    answer = ask(server.url("/deep/page"))
    assert answer.outcome == "home"
    assert answer.due


def test_start_page_that_leads_to_another_start_page_has_only_moved(server: Server) -> None:
    server.answers |= {"/": leads(301, server.url("/", "localhost"))}
    with loopback.serve() as other:
        other.answers["/"] = says(200)
        server.answers["/"] = leads(301, other.url("/"))
        assert ask(server.url("/")).outcome == "moved"


def test_circle_ends(server: Server) -> None:
    server.answers |= {"/a": leads(302, "/b"), "/b": leads(302, "/a")}
    answer = ask(server.url("/a"))
    assert answer.outcome == "loop"
    assert len(server.asked) <= 4


def test_endless_way_ends(server: Server) -> None:
    for number in range(50):
        server.answers[f"/{number}"] = leads(302, f"/{number + 1}")
    assert ask(server.url("/0")).outcome == "loop"
    assert len(server.asked) < 20


@pytest.mark.parametrize(
    "to",
    ["", "javascript:alert(1)", "file:///etc/passwd", "http://[", "//", "\x1b[31m", "http://a:b/"],
)
def test_redirect_to_nowhere_is_told_as_such(server: Server, to: str) -> None:
    server.answers["/old"] = leads(302, to)
    assert ask(server.url("/old")).outcome in ("broken", "gone", "loop")


# ---------------------------------------------------------------- manners


def test_a_host_is_asked_one_at_a_time_with_a_pause(server: Server) -> None:
    at: list[tuple[float, float]] = []

    def slow(handler: Handler) -> None:
        began = time.monotonic()
        time.sleep(0.02)
        handler.say(200)
        at.append((began, time.monotonic()))

    urls = [server.url(f"/{number}") for number in range(5)]
    server.answers |= {f"/{number}": slow for number in range(5)}
    manners = Manners("test", pause_s=0.05)
    assert {answer.outcome for answer in check_links(urls, manners)} == {"ok"}
    for (_, ended), (began, _) in zip(sorted(at), sorted(at)[1:], strict=False):
        assert began - ended >= 0.03


def test_a_slow_host_does_not_keep_the_others_waiting(server: Server) -> None:
    server.answers |= {"/slow": loopback.hangs, "/quick": says(200)}
    urls = [server.url("/slow"), server.url("/quick", "localhost")]
    told: list[str] = []
    answers = check_links(urls, SHORT, lambda answer: told.append(answer.url))
    assert [answer.url for answer in answers] == urls
    assert told == urls[::-1]


def test_same_address_is_asked_once(server: Server) -> None:
    server.answers["/page"] = says(200)
    answers = check_links([server.url("/page")] * 3, QUICK)
    assert len(answers) == 3
    assert len(server.asked) == 1


def test_nothing_to_ask_is_nothing() -> None:
    assert check_links([], QUICK) == ()


def test_stopping_stops(server: Server) -> None:
    urls = [server.url(f"/{number}") for number in range(200)]

    def stop(_answer: Answer) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_links(urls, QUICK, stop)
    assert len(server.asked) < 100


def test_what_still_answers_is_not_due() -> None:
    assert DUE.isdisjoint({"ok", "moved", "redirected", "closed", "busy"})
