"""Script and markup in every text of a draft, looked at in a browser: nothing runs, nothing comes from elsewhere."""

import json

import pytest

from tests.journeys.portal import Portal, manage
from tests.journeys.walking import sign_in
from tests.policies.payloads import PAYLOADS

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # some hundred texts on a dozen pages
DRAFT = "/policies/social-media/versions/3/"
FILL = """
import json, sys
from policies.models import *
from people.models import User
texts = json.loads(open({path!r}).read())
version = PolicyVersion.objects.under_way().get()
whole = "\\n\\n".join(texts)
fields = dict(text=whole, consequence=whole, following=whole, why=whole, limbs=texts)
for rule in version.rules.all():
    for name, value in fields.items():
        setattr(rule, name, value)
    rule.save()
    break
first = version.sections.first()
Section.objects.filter(pk=first.pk).update(introduction=whole, title=texts[0][:160], long_title=texts[1][:200])
PolicyVersion.objects.filter(pk=version.pk).update(
    introduction=whole, in_short=whole, responsibilities=whole, lead=texts[2][:300], looked_after_by=texts[3][:120])
version.comments.create(text=whole, by=User.objects.first())
"""
ALIVE = """() => [...document.querySelectorAll('main *')].flatMap(node => {
  const found = [...node.attributes].filter(a => a.name.startsWith('on')).map(a => a.name);
  if (['SCRIPT', 'IMG', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'BASE'].includes(node.tagName)) found.push(node.tagName);
  const href = node.getAttribute('href') || '';
  if (href.startsWith('//') || /^\\s*(javascript|data|vbscript):/i.test(href)) found.push(href);
  return found;
})"""


def test_nothing_that_was_typed_runs_or_is_fetched(visit, portal: Portal, tmp_path):
    path = tmp_path / "payloads.json"
    path.write_text(json.dumps([text for text in PAYLOADS if "\x01" not in text]))
    manage(portal.environment, "shell", "-v0", "-c", FILL.format(path=str(path)))
    page = visit()
    ran, asked = [], []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    sign_in(page, "head")

    found = {}
    page.goto(f"{DRAFT}edit/")
    rule = page.locator("main ol li a[hx-get]").first.get_attribute("href")
    area = page.locator("main section a[hx-get*=areas]").first.get_attribute("href")
    for address in (f"{DRAFT}edit/", DRAFT, f"{DRAFT}comments/", f"{DRAFT}edit/texts/", rule, area, f"{rule}division/",
                    f"{rule}place/", f"{area}division/", f"{DRAFT}submission/"):  # fmt: skip
        assert page.goto(address).status == 200
        page.mouse.move(300, 400)
        if alive := page.evaluate(ALIVE):
            found[address] = alive
        assert page.evaluate("window.ran") is None
    page.goto(f"{DRAFT}edit/")
    page.locator("main ol li a[hx-get]").first.click()
    page.wait_for_selector("main ol li form")

    assert (ran, found) == ([], {})
    assert [url for url in asked if not url.startswith(portal.url)] == []
