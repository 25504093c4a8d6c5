"use strict";
(() => {
  const one = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const news = one("#news");
  const say = (...parts) => news.replaceChildren(...parts);

  // Keys. They can be turned off, and never act while somebody writes.
  const memory = {
    get: name => { try { return localStorage.getItem(name); } catch { return null; } },
    set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* Not kept, then. */ } },
  };
  const keysAreOn = () => memory.get("keys") !== "off";
  const keys = one("#keys"), use = one("#use-keys"), helper = one("#help");
  use.checked = keysAreOn();
  use.addEventListener("change", () => memory.set("keys", use.checked ? "on" : "off"));
  helper.hidden = false;
  helper.addEventListener("click", () => keys.showModal());
  const press = key => {
    const target = all("[data-key]").find(element => element.dataset.key === key && element.offsetParent);
    if (!target) return false;
    if (target.tagName === "BUTTON" && target.form) target.form.requestSubmit(target);
    else if (target.tagName === "INPUT") target.focus();
    else target.click();
    return true;
  };
  const step = by => {
    const links = all("#main a.say").filter(link => link.offsetParent);
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  };
  addEventListener("keydown", event => {
    const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (writes && event.key === "Escape") event.target.blur();
    if (writes || event.ctrlKey || event.metaKey || event.altKey || keys.open) return;
    if (event.key === "?") keys.showModal();
    else if (!keysAreOn()) return;
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
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
    const query = gone.slice(0, 50).map(row => "id=" + encodeURIComponent(row.id.slice(2))).join("&");
    const answer = await fetch("/fates?" + query);
    const fates = new Map((answer.ok ? await answer.text() : "").split("\n").map(line => line.split("\t")));
    for (const row of gone) {
      row.classList.add("struck", "gone");
      one(".fate", row)?.remove();
      const words = fates.get(row.id.slice(2)) || "Not in this list any more";
      row.append(Object.assign(document.createElement("p"), { className: "fate", textContent: words }));
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
      const fate = one(".fate", other);
      if (fate) row.append(fate);
    }
    const gone = [...before.values()].filter(row => !now.has(row.id) && !row.classList.contains("gone"));
    if (gone.length) await strike(gone);
    const come = [...now.keys()].filter(id => !before.has(id)).length;
    const show = Object.assign(document.createElement("button"), { textContent: "Show" });
    show.dataset.key = "r";
    show.addEventListener("click", () => location.reload());
    if (come) say(`${come} new. `, show);
    else say(gone.length ? `${gone.length} went.` : "");
  };
  const isWritten = () => all("#main input:not([type=hidden], [type=checkbox])").some(one => one.value !== one.defaultValue);
  const mergePage = (old, fresh) => {
    const [was, is] = [one("#standing", old)?.innerText, one("#standing", fresh)?.textContent];
    const held = document.activeElement?.id;
    if (isWritten() || !held && old.contains(document.activeElement) && document.activeElement !== old) {
      if (was !== undefined && is !== undefined) one("#standing", old).replaceWith(one("#standing", fresh));
    } else {
      old.replaceChildren(...fresh.childNodes);
      if (held) document.getElementById(held)?.focus();
    }
    if (was !== undefined && was.replace(/\s+/g, "") !== is.replace(/\s+/g, "")) say(one("#standing").innerText);
  };
  const refresh = async () => {
    if (document.hidden || isBusy) { isWanted = true; return; }
    isBusy = true;
    isWanted = false;
    try {
      const answer = await fetch(location.href);
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        one("#undo").replaceChildren(...one("#undo", fresh).childNodes);
        offerUndo();
        document.title = fresh.title;
        const body = one("#main", fresh);
        shown = body.dataset.live;
        if (one(".search", main) && one("ul.cards, .panel", body)) await mergeList(main, body);
        else mergePage(main, body);
      }
    } catch { lose(); }
    isBusy = false;
    if (isWanted) setTimeout(refresh, 500);
  };
  const lose = () => {
    isLost = true;
    document.body.classList.add("lost");
    say("No connection: what you see may be old.");
  };
  const hear = version => {
    if (version === "lost") return lose();
    document.body.classList.remove("lost");
    if (isLost || version !== shown) refresh();
    if (isLost) say("");
    isLost = false;
  };
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
      source.onerror = () => {
        tell("lost");
        if (source.readyState === EventSource.CLOSED) setTimeout(follow, 3000);
      };
    };
    follow();
  }));
})();
