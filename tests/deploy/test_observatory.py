"""The scorer finds what it is for: each fault of a header costs what the Observatory publishes."""

import pytest

from tests.deploy.observatory import Answer, Score, score

GOOD = {
    "content-type": ["text/html; charset=utf-8"],
    "content-security-policy": ["default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'"],
    "strict-transport-security": ["max-age=31536000; includeSubDomains; preload"],
    "referrer-policy": ["same-origin"],
    "x-content-type-options": ["nosniff"],
    "set-cookie": ["__Host-sessionid=a; HttpOnly; Path=/; SameSite=Lax; Secure"],
}
URL = "https://portal.school.example/"
STEPS = ["https://portal.school.example/"]


def _of(body="", steps=STEPS, **changes):
    headers = {**GOOD, **{name.replace("_", "-"): value for name, value in changes.items()}}
    return score(Answer(URL, {name: value for name, value in headers.items() if value}, body), steps)


def test_what_the_portal_sends_is_an_a_plus_with_every_bonus_that_it_may_have():
    assert (_of().grade, _of().points) == ("A+", 100 + 10 + 5 + 5 + 5)


@pytest.mark.parametrize(
    ("changes", "found", "points"),
    [
        ({"content_security_policy": []}, "csp-not-implemented", 75 - 20),
        ({"content_security_policy": ["script-src 'self' 'unsafe-inline'"]}, "csp-implemented-with-unsafe-inline", 60),
        ({"content_security_policy": ["default-src 'self' 'unsafe-eval'"]}, "csp-implemented-with-unsafe-eval", 70),
        ({"content_security_policy": ["default-src http://a.example"]}, "csp-implemented-with-insecure-scheme", 60),
        ({"strict_transport_security": []}, "hsts-not-implemented", 80),
        ({"strict_transport_security": ["max-age=60"]}, "hsts-implemented-max-age-less-than-six-months", 115),
        ({"strict_transport_security": ["max-age=31536000"] * 2}, "hsts-header-invalid", 80),
        ({"referrer_policy": ["unsafe-url"]}, "referrer-policy-unsafe", 115),
        ({"referrer_policy": ["nonsense"]}, "referrer-policy-header-invalid", 115),
        ({"x_content_type_options": []}, "x-content-type-options-not-implemented", 120),
        ({"set_cookie": ["sessionid=a; Secure"]}, "cookies-session-without-httponly-flag", 70),
        (
            {"set_cookie": ["sessionid=a; HttpOnly"]},
            "cookies-session-without-secure-flag-but-protected-by-hsts",
            90 + 20,
        ),
        ({"set_cookie": ["csrftoken=a; Secure"]}, "cookies-anticsrf-without-samesite-flag", 80),
        ({"set_cookie": ["theme=a; Secure; SameSite=Odd"]}, "cookies-samesite-flag-invalid", 80),
        ({"set_cookie": ["theme=a"]}, "cookies-without-secure-flag-but-protected-by-hsts", 95 + 20),
        ({"steps": []}, "redirection-missing", 80),
        ({"steps": ["http://portal.school.example/"]}, "redirection-not-to-https", 80),
        ({"steps": ["https://other.example/"]}, "redirection-off-host-from-http", 120),
        (
            {"access_control_allow_origin": ["https://a.example"], "access_control_allow_credentials": ["true"]},
            "cross-origin-resource-sharing-implemented-with-universal-access",
            50,
        ),
        (
            {"body": '<script src="https://cdn.example/a.js"></script>'},
            "sri-not-implemented-but-external-scripts-loaded-securely",
            120,
        ),
        (
            {"body": '<script src="//cdn.example/a.js" integrity="sha384-x"></script>'},
            "sri-implemented-and-external-scripts-loaded-securely",
            130,
        ),
        (
            {"body": '<script src="http://cdn.example/a.js"></script>'},
            "sri-not-implemented-and-external-scripts-not-loaded-securely",
            50,
        ),
        ({"cross_origin_resource_policy": ["same-origin"]}, "corp-implemented-with-same-origin", 135),
        ({"cross_origin_resource_policy": ["odd"]}, "corp-header-invalid", 120),
    ],
)
def test_a_fault_costs_what_is_published(changes, found, points):
    result = _of(**changes)

    assert found in result.found
    assert result.points == points


def test_frames_are_shut_out_by_either_header():
    csp = ["default-src 'none'"]

    assert "x-frame-options-not-implemented" in _of(content_security_policy=csp).found
    assert "x-frame-options-sameorigin-or-deny" in _of(content_security_policy=csp, x_frame_options=["DENY"]).found


def test_of_two_policies_the_stricter_one_counts():
    both = ["default-src 'self'", "default-src 'none'; script-src 'self'; frame-ancestors 'none'"]

    assert "csp-implemented-with-no-unsafe-default-src-none" in _of(content_security_policy=both).found


@pytest.mark.parametrize(("points", "grade"), [(100, "A+"), (95, "A"), (85, "A-"), (60, "C+"), (24, "F")])
def test_the_letters_are_those_of_the_chart(points, grade, monkeypatch):
    monkeypatch.setattr(Score, "points", points)

    assert Score().grade == grade
