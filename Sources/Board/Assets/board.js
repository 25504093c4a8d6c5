"use strict";
(() => {
  const one = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const say = (...parts) => one("#news").replaceChildren(...parts);
  const parse = text => new DOMParser().parseFromString(text, "text/html");

  // Keys. They can be turned off, and never act while somebody writes.
  let memory = { keys: "on" };
  try { localStorage.keys; memory = localStorage; } catch { /* Not kept, then. */ }
  const keys = one("#keys"), use = one("#use-keys"), helper = one("#help");
  use.checked = memory.keys !== "off";
  use.addEventListener("change", () => { memory.keys = use.checked ? "on" : "off"; });
  Object.assign(helper, { hidden: false, onclick: () => keys.showModal() });
  const press = key => {
    const target = all("[data-key]").find(element => element.dataset.key === key && element.offsetParent);
    if (target?.matches("input, textarea")) target.focus(); else target?.click();
    return target;
  };
  const step = by => {
    const links = all("#main a.say").filter(link => link.offsetParent);
    links[Math.max(0, Math.min(links.length - 1, links.indexOf(document.activeElement) + by))]?.focus();
  };
  addEventListener("keydown", event => {
    const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (writes && event.key === "Escape") event.target.blur();
    if (writes || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.key === "?") keys.showModal();
    else if (!use.checked) return;
    else if (event.key === "j" || event.key === "k") step(event.key === "j" ? 1 : -1);
    else if (!press(event.key)) return;
    event.preventDefault();
  });

  // An answer can be taken back for five seconds.
  const offerUndo = () => all("#undo form").forEach(form => setTimeout(() => form.remove(), 5000));
  offerUndo();

  // What happens elsewhere.
  const main = one("#main");
  if (!main?.dataset.live) return;
  let shown = main.dataset.live, isLost = false, isBusy = false, isWanted = false;
  const rows = from => new Map(all("li.task[id]", from).map(row => [row.id, row]));
  const strike = async gone => {
    const answer = await fetch("/fates?" + gone.slice(0, 50).map(row => "id=" + encodeURIComponent(row.id.slice(2))).join("&"));
    const fates = new Map((answer.ok ? await answer.text() : "").split("\n").map(line => line.split("\t")));
    for (const row of gone) {
      row.classList.add("struck", "gone");
      one(".fate", row)?.remove();
      const textContent = fates.get(row.id.slice(2)) || "Not in this list any more";
      row.append(Object.assign(document.createElement("p"), { className: "fate", textContent }));
    }
  };
  // Rows stay where they are: what is over is struck through in its place, what is new waits to be asked for.
  const mergeList = async (old, fresh) => {
    const before = rows(old), now = rows(fresh);
    for (const [id, row] of before) {
      const other = now.get(id);
      if (!other || row.contains(document.activeElement) && row.innerText === other.innerText) continue;
      row.className = other.className;
      one(".about", row).replaceWith(one(".about", other));
      one(".fate", row)?.remove();
      row.append(...all(".fate", other));
    }
    const gone = [...before.values()].filter(row => !now.has(row.id) && !row.classList.contains("gone"));
    if (gone.length) await strike(gone);
    const come = [...now.keys()].filter(id => !before.has(id)).length;
    const show = Object.assign(document.createElement("button"), { textContent: "Show", onclick: () => location.reload() });
    show.dataset.key = "r";
    if (come) say(`${come} new. `, show); else say(gone.length ? `${gone.length} went.` : "");
  };
  const isWritten = () => all("#main :is(input:not([type=hidden], [type=checkbox]), textarea)").some(one => one.value !== one.defaultValue)
    || all("#main select").some(list => list.selectedIndex > 0 && !list.selectedOptions[0].defaultSelected);
  const mergePage = (old, fresh) => {
    // Who has it, or what became of it: that it is a minute nearer is no news.
    const [was, is] = [old, fresh].map(page => all("#standing strong", page).map(part => part.textContent).join(", "));
    const held = document.activeElement?.id, isUnfolded = one("details[open]", old);
    if (isWritten() || !held && old.contains(document.activeElement) && document.activeElement !== old) {
      one("#standing", old)?.replaceWith(...all("#standing", fresh));
    } else {
      old.replaceChildren(...fresh.childNodes);
      if (held) document.getElementById(held)?.focus();
      if (isUnfolded) one("details", old)?.toggleAttribute("open", true);
    }
    if (was !== is) say(is || "Nobody has it");
  };
  const mark = (lost, words = lost ? "No connection: what you see may be old." : "") => {
    if (lost || isLost) say(words);
    isLost = document.body.classList.toggle("lost", lost);
  };
  const refresh = async () => {
    if (document.hidden || isBusy) { isWanted = true; return; }
    [isBusy, isWanted] = [true, false];
    try {
      const answer = await fetch(location.href, { signal: AbortSignal.timeout?.(15000) });
      mark(false);
      if (answer.ok) {
        const fresh = parse(await answer.text());
        one("#undo").replaceChildren(...one("#undo", fresh).childNodes);
        offerUndo();
        const body = one("#main", fresh);
        [document.title, shown] = [fresh.title, body.dataset.live];
        if (one(".search", main) && one("ul.cards, .panel", body)) await mergeList(main, body);
        else mergePage(main, body);
      }
    } catch { mark(true); }
    isBusy = false;
    if (isWanted) setTimeout(refresh, 500);
  };
  const hear = version => {
    if (version === "lost" && !isLost) mark(true);
    else if (version !== "lost" && (isLost || version !== shown)) refresh();
  };
  addEventListener("offline", () => mark(true));
  addEventListener("online", refresh);
  // An answer is sent without leaving the page: where it does not arrive, what somebody wrote is still there.
  addEventListener("submit", async event => {
    const form = event.target, by = event.submitter;
    if (form.method !== "post") return;
    event.preventDefault();
    const path = by?.getAttribute("formaction") ?? form.getAttribute("action");
    const body = new URLSearchParams(new FormData(form));
    if (by?.name) body.set(by.name, by.value);
    form.inert = true;
    try {
      const answer = await fetch(path, { method: "post", body, signal: AbortSignal.timeout?.(15000) });
      if (answer.redirected) return location.assign(answer.url + new URL(path, location).hash);
      const told = parse(await answer.text());
      if (answer.status === 409) form.reset();
      await refresh();
      say(one("#main p", told)?.textContent ?? told.body.textContent);
    } catch { mark(true, "No connection: your answer was not sent."); } finally { form.inert = false; by?.focus(); }
  });
  addEventListener("visibilitychange", () => { if (!document.hidden && isWanted) refresh(); });
  setInterval(refresh, 60000);

  // One stream for all tabs: the browser hands it on when the tab that has it is closed.
  if (!navigator.locks) { setInterval(refresh, 10000); return; }
  const others = new BroadcastChannel("outreachd");
  others.onmessage = event => hear(event.data);
  navigator.locks.request("outreachd", () => new Promise(() => {
    const tell = version => { hear(version); others.postMessage(version); };
    const follow = () => {
      const source = new EventSource("/stream");
      source.onmessage = event => tell(event.data);
      source.onerror = () => { tell("lost"); if (source.readyState === EventSource.CLOSED) setTimeout(follow, 3000); };
    };
    follow();
  }));
})();
