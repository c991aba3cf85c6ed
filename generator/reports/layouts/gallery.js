// Searches the files. The tables of files are scripts, for a page from a disk may load nothing else.
"use strict";
(function () {
  const MOST = 200;
  const form = document.getElementById("search");
  const area = document.getElementById("area");
  const language = document.getElementById("language");
  const piece = document.getElementById("piece");
  const found = document.getElementById("found");
  const list = document.getElementById("found-files");
  const said = document.getElementById("said");
  const tables = {};
  let asked = false;

  window.cease = function (campaign, table) {
    tables[campaign] = table;
    show();
  };

  function plain(text) {
    return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
  }

  function load() {
    if (asked) return;
    asked = true;
    for (const source of form.dataset.tables.split(" ").filter(Boolean)) {
      const script = document.createElement("script");
      script.src = source;
      document.body.append(script);
    }
  }

  // Calls `take` for each file that is wanted: its path, and whether it is outdated.
  function each(take) {
    const wanted = plain(area.value.trim());
    for (const [campaign, table] of Object.entries(tables)) {
      for (const [name, title, languages] of table.areas) {
        if (!plain(name + " " + title).includes(wanted)) continue;
        for (const [tag, set] of Object.entries(languages)) {
          if (language.value && tag !== language.value) continue;
          for (const number of table.sets[set]) {
            const file = table.names[number < 0 ? ~number : number];
            if (piece.value && file.split("--")[0] !== piece.value) continue;
            take([campaign, name, tag, file].join("/"), title || name, number < 0);
          }
        }
      }
    }
  }

  function item(path, title, outdated) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = path.split("/").map(encodeURIComponent).join("/");
    link.textContent = path;
    line.append(title + ": ", link, outdated ? " (outdated)" : "");
    return line;
  }

  function show() {
    const asks = area.value.trim() || language.value || piece.value;
    for (const thumb of document.querySelectorAll(".thumbs > li")) {
      thumb.hidden = (language.value && thumb.dataset.language !== language.value) ||
        (piece.value && thumb.dataset.piece !== piece.value);
    }
    for (const group of document.querySelectorAll(".piece")) {
      group.hidden = !group.querySelector("li:not([hidden])");
    }
    found.hidden = !asks;
    list.replaceChildren();
    if (!asks) return void (said.textContent = "");
    let count = 0;
    const lines = [];
    each(function (path, title, outdated) {
      count += 1;
      if (lines.length < MOST) lines.push(item(path, title, outdated));
    });
    list.append(...lines);
    said.textContent = count.toLocaleString("en-GB") + (count === 1 ? " file" : " files") +
      (count > MOST ? ", of which the first " + MOST + " are here" : "");
  }

  let due = 0;
  form.addEventListener("input", function () {
    load();
    clearTimeout(due);
    due = setTimeout(show, 120);
  });
  form.addEventListener("focusin", load);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    load();
    show();
  });
  form.hidden = false;
})();
