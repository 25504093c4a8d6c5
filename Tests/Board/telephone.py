"""What people see and do on the board with a telephone in their hand."""

from board_house import box, ok

TELEPHONE = dict(viewport=dict(width=390, height=844), is_mobile=True, has_touch=True)


def calls(house, browser):
    """The next call, on a telephone."""
    page = browser.new_context(**TELEPHONE).new_page()
    page.goto(house.at("alice", "/next?queue=care"))
    page.tap("text=Take the most urgent")
    page.wait_for_url("**/call/*")
    first = page.url
    ok("it is taken", "You have it" in page.inner_text("#standing"), page.inner_text("#standing"))
    # In one look, for the page is renewed when something happens.
    tops = page.evaluate("[...document.querySelectorAll('.bar button')].map(b => b.getBoundingClientRect().top)")
    ok("the four answers are in reach", len(tops) >= 4 and all(844 >= top > 600 for top in tops[:4]), tops)
    page.tap("text=No answer")
    page.wait_for_url(lambda url: "/call/" in url and url != first)
    ok("after the answer comes the next", "You have it" in page.inner_text("#standing"))
    said = page.inner_text("#undo span")
    ok("until when it is put off is said", said.startswith("Put off until "), said)
    page.tap("#undo button")
    page.wait_for_url(first)
    ok("who takes it back is in the call again", page.is_visible(".bar >> text=No answer"))
    page.tap("text=No answer")
    page.wait_for_url(lambda url: "/call/" in url and url != first)
    second = page.url
    page.tap("text=Not needed")
    page.wait_for_url(lambda url: url != second)
    page.wait_for_selector("#undo form >> nth=1")
    page.goto(house.at("alice", "/task/" + house.task("anna")["id"]))
    phone = page.get_attribute("a.call", "href")
    ok("a number is called by a touch", phone == "tel:+441632960001", phone)
    page.context.close()
    snoozed = first.split("/call/")[1].split("?")[0]
    house.until(lambda: any(f["id"] == snoozed and "snoozed_until" in f for f in house.files("open")))
    ok("who did not answer is put off", True)


def in_reach(house, browser):
    """However long what a customer wrote, on the smallest telephone."""
    context = browser.new_context(viewport=dict(width=320, height=640), is_mobile=True, has_touch=True)
    page = context.new_page()
    house.event("contact.shared", "ida", phone="+44 1632 960009")
    house.event("survey.answered", "ida", comment="It was late again. " * 100)
    house.until(lambda: house.task("ida", rule="unhappy"))
    page.goto(house.at("alice", "/call/" + house.task("ida", rule="unhappy")["id"]))
    call, bar = box(page.locator("a.call")), box(page.locator(".bar"))
    ok("the number is in sight, above the answers", 0 < call["y"] and call["y"] + call["height"] <= bar["y"], (call, bar))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    last = box(page.locator("footer p"))
    ok("the end of the page is not under them", last["y"] + last["height"] <= bar["y"], (last, bar))
    context.close()


def cut_off(house, browser):
    """A telephone without a connection: nothing that somebody wrote is lost."""
    context = browser.new_context(**TELEPHONE)
    page = context.new_page()
    house.event("parcel.late", "ole", order="o-ole", days=1)
    house.until(lambda: house.task("ole"))
    page.goto(house.at("alice", "/call/" + house.task("ole")["id"]))
    context.set_offline(True)
    page.wait_for_selector("text=No connection: what you see may be old")
    page.fill("#outcome", "spoke with her mother")
    page.press("#outcome", "Enter")
    ok("the end of a line is no answer", page.is_visible(".bar >> text=Reached") and page.is_hidden("#undo form"))
    page.tap("text=Reached")
    page.wait_for_selector("text=your answer was not sent")
    ok("an answer that did not go out is said, and stays", page.input_value("#outcome") == "spoke with her mother\n")
    context.set_offline(False)
    page.wait_for_selector("#news:has-text('No connection')", state="detached")
    page.wait_for_selector("#news:empty", state="attached")
    page.tap("text=Reached")
    page.wait_for_selector("#undo >> text=Reached: ole")
    house.until(lambda: house.task("ole", "closed"))
    note = house.task("ole", "closed")["history"][-1].get("note")
    ok("and goes out with the next touch", note.strip() == "spoke with her mother", note)
    context.close()


def overtaken(house, browser):
    """Somebody else ends what one is calling about, and what one has written has nowhere to go."""
    alice, bob = browser.new_context(**TELEPHONE).new_page(), browser.new_context(**TELEPHONE).new_page()
    house.event("parcel.late", "tess", order="o-tess", days=1)
    house.until(lambda: house.task("tess"))
    task = house.task("tess")["id"]
    alice.goto(house.at("alice", "/call/" + task))
    alice.fill("#outcome", "left a message")
    bob.goto(house.at("bob", "/task/" + task))
    bob.tap("button:has-text('Done without')")
    alice.wait_for_selector("#news:has-text('Done by bob')")
    ok("what is written stays while somebody writes", alice.input_value("#outcome") == "left a message")
    alice.tap("text=Reached")
    alice.wait_for_selector("#news:has-text('This task has ended meanwhile')")
    alice.tap(".bar >> text=Next call")
    alice.wait_for_url(lambda url: task not in url)
    ok("who is too late is told, and goes on", "/call/" in alice.url, alice.url)
    for page in (alice, bob):
        page.context.close()


def in_place(house, browser):
    """Who answers a task far down a list is there again afterwards."""
    for number in range(12):
        house.event("parcel.late", f"row {number}", order=f"o-row{number}", days=1)
    house.until(lambda: sum(f["customer"].startswith("row ") and f["rule"] == "late" for f in house.files("open")) == 12)
    for scripts in (True, False):
        page = browser.new_context(
            **TELEPHONE, java_script_enabled=scripts).new_page()
        page.goto(house.at("bob", "/?find=o-row"))
        last = page.locator("a.say").nth(-1 if scripts else -2)
        task = last.get_attribute("href").split("/task/")[1].split("?")[0]
        last.tap()
        page.wait_for_url("**/task/*")
        page.tap("button:has-text('Done without')")
        page.wait_for_selector("#undo form")
        top = box(page.locator(f"#t-{task}"))["y"]
        ok("what was answered is in sight, " + ("with" if scripts else "without") + " script", 0 < top < 844, top)
        page.context.close()
