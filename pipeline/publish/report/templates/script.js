"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const byId = (id) => document.getElementById(id);
  let language = document.documentElement.lang;
  const t = (key) => words[language][key] ?? key;

  // --- language: every word, figure and date says of itself what it is

  function figure(plain) {
    const [whole, part = ""] = plain.replace("-", "").split(".");
    const decimals = part.replace(/0+$/, "");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === "fr" ? "\u00a0" : ",");
    const mark = language === "fr" ? "," : ".";
    // money has no lone tenths
    const tail = decimals ? mark + (decimals.length === 1 ? decimals + "0" : decimals) : "";
    return (plain.startsWith("-") ? "-" : "") + grouped + tail;
  }

  function month(number, months) {
    if (months === 3) return (language === "fr" ? "T" : "Q") + ((number - 1) / 3 + 1);
    if (months === 6) return (language === "fr" ? "S" : "H") + (number > 6 ? 2 : 1);
    if (months % 12 === 0) return "";
    const day = new Date(Date.UTC(2024, number - 1, 15));
    return day.toLocaleDateString(language, { month: months === 1 ? "narrow" : "short", timeZone: "UTC" });
  }

  function speak(root) {
    for (const each of all("[data-w]", root)) each.textContent = t(each.dataset.w);
    for (const each of all("[data-label]", root)) {
      const number = each.dataset.n ? ` ${each.dataset.n}` : "";
      each.setAttribute("aria-label", t(each.dataset.label) + number);
    }
    for (const each of all("data[value]", root)) each.textContent = figure(each.value);
    for (const each of all("[data-percent]", root)) {
      const value = each.dataset.percent;
      each.textContent = `${language === "fr" ? value.replace(".", ",") : value}\u00a0%`;
    }
    for (const each of all("time[datetime]", root)) {
      const day = new Date(`${each.dateTime}T12:00:00Z`);
      each.textContent = day.toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
    }
    for (const each of all("[data-month]", root)) {
      each.textContent = month(Number(each.dataset.month), Number(each.dataset.months));
    }
  }

  function setLanguage(chosen) {
    language = chosen;
    document.documentElement.lang = chosen;
    for (const button of all("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === chosen));
    }
    document.title = `${t("title")} – Totaux`;
    speak(document);
    for (const card of all(".card")) showDecision(card);
    count();
    remember("totaux-language", chosen);
  }

  function remember(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // no storage here: what is chosen lasts as long as the page
    }
  }

  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // --- documents: a section is made when it is first seen open

  const documents = all(".doc").map((root) => ({
    root,
    id: root.dataset.document,
    body: root.querySelector(".body"),
    template: root.querySelector("template"),
    findings: JSON.parse(root.dataset.index),
    pictures: null,
  }));
  const byDocument = new Map(documents.map((each) => [each.id, each]));

  function pictures(doc) {
    doc.pictures ??= all("script[type='application/x-picture']", doc.root).map((script) => {
      const bytes = Uint8Array.from(atob(script.textContent.trim()), (c) => c.charCodeAt(0));
      return URL.createObjectURL(new Blob([bytes], { type: script.dataset.type }));
    });
    return doc.pictures;
  }

  function make(doc) {
    if (!doc.template) return;
    doc.body.append(doc.template.content);
    doc.template.remove();
    doc.template = null;
    doc.body.classList.remove("pending");
    speak(doc.body);
    for (const card of all(".card", doc.body)) showDecision(card);
    for (const image of all("image[data-picture]", doc.body)) {
      image.setAttribute("href", pictures(doc)[Number(image.dataset.picture)]);
    }
    filterCards(doc);
  }

  const seen = new IntersectionObserver(
    (entries) => {
      for (const entry of entries.filter((each) => each.isIntersecting)) {
        seen.unobserve(entry.target);
        make(byDocument.get(entry.target.parentElement.dataset.document));
      }
    },
    { rootMargin: "600px" },
  );

  for (const doc of documents) {
    doc.root.addEventListener("toggle", () => {
      if (!doc.root.open || !doc.template) return;
      doc.body.classList.add("pending");
      seen.observe(doc.body);
    });
  }

  byId("open-all").addEventListener("click", () => {
    for (const doc of documents) doc.root.open = !doc.root.hidden;
  });
  byId("close-all").addEventListener("click", () => {
    for (const doc of documents) doc.root.open = false;
  });

  // --- filters

  const filters = byId("filters");
  let chosen = {};

  function lets(doc, finding) {
    const [id, rule, severity, verdict] = finding;
    return (
      (!chosen.document || chosen.document === doc.id) &&
      (!chosen.rule || chosen.rule === rule) &&
      (!chosen.severity || chosen.severity === severity) &&
      (!chosen.verdict || chosen.verdict === verdict) &&
      (!chosen.decision || chosen.decision === (decisionOf(doc.id, id)?.decision || "none"))
    );
  }

  function count() {
    let shown = 0;
    let decided = 0;
    for (const doc of documents) {
      shown += doc.findings.filter((each) => lets(doc, each)).length;
      decided += doc.findings.filter((each) => decisionOf(doc.id, each[0])).length;
    }
    byId("shown").textContent = figure(String(shown));
    byId("decided").textContent = figure(String(decided));
  }

  function filterCards(doc) {
    const passing = new Set(doc.findings.filter((each) => lets(doc, each)).map((each) => each[0]));
    for (const card of all(".card", doc.body)) card.hidden = !passing.has(card.dataset.finding);
    return passing.size;
  }

  function filter() {
    chosen = Object.fromEntries(new FormData(filters));
    const active = Object.values(chosen).some(Boolean);
    document.body.classList.toggle("filtering", active);
    for (const doc of documents) {
      const passing = filterCards(doc);
      doc.root.hidden = active && passing === 0;
      if (active) doc.root.open = passing > 0;
      const note = doc.root.querySelector(".matching");
      note.hidden = !active;
      note.textContent = `${passing} / ${doc.findings.length}`;
    }
    count();
  }

  filters.addEventListener("change", filter);
  filters.addEventListener("reset", () => setTimeout(filter));
  filters.addEventListener("submit", (event) => event.preventDefault());

  // --- links that can be shared: #document=ID and #finding=ID/FINDING

  function toast(key) {
    const note = byId("toast");
    note.textContent = t(key);
    note.hidden = false;
    setTimeout(() => (note.hidden = true), 6000);
  }

  function follow() {
    const [, kind, id, finding] = /^#(document|finding)=([^/]+)(?:\/(.+))?$/.exec(location.hash) ?? [];
    if (!kind) return;
    const doc = byDocument.get(id);
    if (!doc) return toast("not-here");
    if (doc.root.hidden || (finding && !doc.findings.some((each) => each[0] === finding && lets(doc, each)))) {
      filters.reset();
      for (const select of all("select", filters)) select.value = "";
      filter();
    }
    doc.root.open = true;
    make(doc);
    const target = finding ? byId(`f-${id}-${finding}`) : doc.root.querySelector("summary");
    if (!target) return toast("not-here");
    target.scrollIntoView({ block: "start", behavior: "instant" });
    target.focus({ preventScroll: true });
    if (finding) {
      target.classList.add("flash");
      setTimeout(() => target.classList.remove("flash"), 2500);
    }
  }

  window.addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow(); // the same link again
  });

  // --- pictures at full size

  const zoom = byId("zoom");
  document.addEventListener("click", (event) => {
    const figure = event.target.closest(".zoom, .paper")?.closest("figure");
    if (!figure) return;
    zoom.querySelector("div").replaceChildren(...all("svg", figure).map((svg) => svg.cloneNode(true)));
    zoom.showModal();
  });
  byId("unzoom").addEventListener("click", () => zoom.close());

  // --- decisions: those of the tables, and over them those made in this browser

  const STORE = "totaux-decisions";
  const own = new Map();
  const given = new Map(JSON.parse(byId("decisions").textContent).map((each) => [`${each[0]}/${each[1]}`, each]));
  try {
    for (const [key, value] of Object.entries(JSON.parse(recall(STORE) ?? "{}"))) own.set(key, value);
  } catch {
    // what another program left there is none of ours
  }

  function decisionOf(documentId, findingId) {
    const key = `${documentId}/${findingId}`;
    if (own.has(key)) return own.get(key).decision ? own.get(key) : null;
    const row = given.get(key);
    return row ? { decision: row[2], note: row[3], author: row[4], date: row[5] } : null;
  }

  function keyOf(card) {
    return [card.closest(".doc").dataset.document, card.dataset.finding];
  }

  function showDecision(card) {
    const now = decisionOf(...keyOf(card));
    for (const button of all("[data-decide]", card)) {
      button.setAttribute("aria-pressed", String(button.dataset.decide === now?.decision));
    }
    const note = card.querySelector(".note");
    if (document.activeElement !== note) note.value = now?.note ?? "";
    const was = card.querySelector(".was");
    was.hidden = !now;
    const by = now?.author ? ` ${t("decided-by")} ${now.author}` : "";
    const says = now ? `${t("decision")}${t("colon")} ${t(`decision.${now.decision}`)}${by} · ${now.date}` : "";
    was.textContent = now?.note ? `${says} · ${now.note}` : says;
  }

  function decide(card, decision) {
    const now = new Date();
    const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => String(part).padStart(2, "0"))
      .join("-");
    const note = card.querySelector(".note").value.trim();
    const author = byId("author").value.trim();
    own.set(keyOf(card).join("/"), { decision, note, author, date });
    remember(STORE, JSON.stringify(Object.fromEntries(own)));
    showDecision(card);
    count();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-decide]");
    if (!button) return;
    const again = button.getAttribute("aria-pressed") === "true";
    decide(button.closest(".card"), again ? "" : button.dataset.decide);
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches(".note")) return;
    const card = event.target.closest(".card");
    const now = decisionOf(...keyOf(card));
    if (now) decide(card, now.decision);
  });

  // as the tables do it: what a spreadsheet would run gets an apostrophe before it
  const cell = (value) => {
    const text = /^[=+@\t]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };

  function decisionsFile() {
    const rows = new Map([...given].map(([key, row]) => [key, row.slice(0, 6)]));
    for (const [key, value] of own) {
      if (value.decision) rows.set(key, [...key.split("/"), value.decision, value.note, value.author, value.date]);
      else rows.delete(key);
    }
    const sorted = [...rows].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, row]) => row);
    const header = ["document_id", "finding_id", "decision", "note", "author", "date"];
    return [header, ...sorted].map((row) => row.map(cell).join(",") + "\n").join("");
  }

  byId("download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([decisionsFile()], { type: "text/csv" }));
    link.download = "decisions.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  byId("author").value = recall("totaux-author") ?? "";
  byId("author").addEventListener("change", (event) => remember("totaux-author", event.target.value));

  // --- print: all that the filters let through, its pictures drawn

  function openForPrint() {
    for (const doc of documents.filter((each) => !each.root.hidden)) {
      make(doc);
      doc.root.open = true;
    }
    for (const each of all(".sum")) each.open = true;
  }

  byId("print").addEventListener("click", async () => {
    openForPrint();
    const urls = new Set(all("image[href]").map((image) => image.getAttribute("href")));
    await Promise.allSettled(
      [...urls].map((url) => Object.assign(new Image(), { src: url }).decode()),
    );
    window.print();
  });
  window.addEventListener("beforeprint", openForPrint);

  // --- begin

  for (const button of all("[data-language]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.language));
  }
  setLanguage(recall("totaux-language") in words ? recall("totaux-language") : language);
  if (documents.length === 1) documents[0].root.open = true;
  follow();
})();
