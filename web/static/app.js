// What scripts add: dropping files, progress while files are read, marks that follow cards.
// Every page works without it.

const each = (selector, act, root = document) => root.querySelectorAll(selector).forEach(act);

function offerDropping(form) {
  const input = form.querySelector('input[type="file"]');
  const zone = form.querySelector(".drop");
  const list = form.querySelector(".names");
  const sending = form.querySelector(".sending");
  const show = () => {
    list.replaceChildren(...[...input.files].slice(0, 50).map((file) => {
      const item = document.createElement("li");
      item.textContent = file.name;
      return item;
    }));
  };
  input.addEventListener("change", show);
  ["dragenter", "dragover"].forEach((kind) => zone.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("over");
  }));
  ["dragleave", "drop"].forEach((kind) => zone.addEventListener(kind, () => zone.classList.remove("over")));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    input.files = event.dataTransfer.files;
    show();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, sending);
  });
}

function send(form, sending) {
  const bar = sending.querySelector("progress");
  const text = sending.querySelector("span");
  const button = form.querySelector("button");
  const request = new XMLHttpRequest();
  const fail = (message) => {
    button.disabled = false;
    sending.hidden = false;
    text.textContent = message;
  };
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "application/json");
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    bar.value = Math.round((100 * event.loaded) / event.total);
    text.textContent = `${bar.value} % sent`;
  });
  request.addEventListener("load", () => {
    const type = request.getResponseHeader("Content-Type") ?? "";
    if (type.startsWith("application/json")) window.location.assign(JSON.parse(request.responseText).location);
    else if (type.startsWith("text/plain")) fail(request.responseText);
    else if (request.status === 200) fail("You are no longer signed in. Load the page again.");
    else if (request.status === 413) fail("The upload is too large. Upload fewer files at a time.");
    else fail("The upload did not work. Load the page again.");
  });
  request.addEventListener("error", () => fail("The server did not answer. Is it still running?"));
  button.disabled = true;
  sending.hidden = false;
  request.send(new FormData(form));
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// The answer as a page; null when it is none, or the sign-in page stands in its place.
async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

async function followProgress(line) {
  const bar = line.querySelector("progress");
  const text = line.querySelector('[role="status"]');
  let ended = bar.value;
  let wait = 60; // one résumé is read in a fifth of a second, hundreds take minutes
  while (ended < bar.max) {
    await pause(wait);
    wait = Math.min(800, wait * 1.15);
    try {
      const answer = await fetch(line.dataset.progress);
      if (!answer.ok || answer.redirected) {
        text.textContent = "This list is no longer there, or you are no longer signed in. Load the page again.";
        return;
      }
      const progress = await answer.json();
      for (const { id, state } of progress.documents) await refresh(line, id, state);
      ended = progress.ended;
      bar.value = ended;
      text.textContent = `${ended} of ${progress.total} read`;
    } catch {
      text.textContent = "The server does not answer; trying again.";
      await pause(3000);
    }
  }
  await refill().catch(() => {
    text.textContent = "The server does not answer. Load the page again.";
  });
}

async function refresh(line, id, state) {
  const row = document.getElementById(`r-${id}`);
  if (!row || row.dataset.state === state) return;
  const made = await fetched(line.dataset.row.replace("DOCUMENT", id));
  if (made) row.replaceWith(made.querySelector("li.resume"));
}

// What could only be said once all were read: values to filter by, skills that are evidenced.
async function refill() {
  const page = await fetched(window.location.href);
  if (!page) return;
  each("form.filters select", (select) => {
    const chosen = select.value;
    select.replaceChildren(...page.getElementById(select.id).children);
    select.value = chosen;
  });
  for (const id of ["covered", "failures"]) document.getElementById(id).replaceWith(page.getElementById(id));
  const done = page.querySelector(".progress-line");
  document.querySelector(".progress-line progress").hidden = true;
  document.querySelector('.progress-line [role="status"]').textContent = done.querySelector('[role="status"]').textContent;
}

async function awaitPages(note) {
  for (;;) {
    await pause(1500);
    const page = await fetched(window.location.href).catch(() => null);
    if (!page) return;
    if (page.querySelector("[data-drawing]")) continue;
    const made = page.querySelector("aside.right");
    if (made) note.closest("aside").replaceWith(made);
    else note.textContent = "The pages could not be drawn.";
    each("article.card", (card) => {
      const drawn = page.getElementById(card.id)?.querySelector("blockquote footer");
      if (drawn) card.querySelector("blockquote footer").replaceWith(drawn);
    });
    return;
  }
}

function joinCardsAndMarks() {
  const choose = (number) => each("[data-card], [data-mark]", (one) => one.classList.toggle(
    "chosen", (one.dataset.card ?? one.dataset.mark) === number,
  ));
  let pointer;
  ["pointermove", "focusin"].forEach((kind) => document.addEventListener(kind, (event) => {
    if (kind === "pointermove") {
      const place = `${event.screenX} ${event.screenY}`;
      if (place === pointer) return; // the page moved below it
      pointer = place;
    }
    const card = event.target.closest("[data-card]");
    if (card && !card.classList.contains("chosen")) choose(card.dataset.card);
  }));
  document.addEventListener("click", (event) => {
    const from = event.target.closest("[data-mark], [data-mark-of]");
    if (!from) return;
    const number = from.dataset.mark ?? from.dataset.markOf;
    choose(number);
    if (from.dataset.markOf) document.querySelector(`[data-mark="${number}"]`)?.scrollIntoView({ block: "center" });
  });
  const target = window.location.hash.match(/^#c(\d+)$/);
  if (target) choose(target[1]);
}

// While someone types what a credential really is: entries of the catalogue.
function offerNames(input) {
  let waiting;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (input.value.trim().length < 3) return;
      const answer = await fetch(`${input.dataset.names}?q=${encodeURIComponent(input.value)}`);
      if (!answer.ok || answer.redirected) return;
      input.list.replaceChildren(...(await answer.json()).map(({ id, name }) => new Option(name, id)));
    }, 250);
  });
}

function countChosen(form) {
  const most = Number(form.dataset.compare);
  const said = form.querySelector('[role="status"]');
  const count = () => {
    const chosen = document.querySelectorAll('input[name="d"]:checked').length;
    said.textContent = chosen === 0 ? "tick two or three" : chosen > most ? `${chosen} ticked, at most ${most}` : `${chosen} ticked`;
  };
  document.addEventListener("change", count);
  count();
}

each("[data-names]", offerNames);
each("[data-compare]", countChosen);
each("[data-upload]", offerDropping);
each("[data-progress]", (line) => line.querySelector("progress").hidden || followProgress(line));
each("[data-print]", (button) => button.addEventListener("click", () => window.print()));
each("[data-confirm]", (form) => form.addEventListener("submit", (event) => {
  if (!window.confirm(form.dataset.confirm)) event.preventDefault();
}));
each("[data-drawing]", awaitPages);
each("[data-reload]", () => setTimeout(() => window.location.reload(), 1500));
joinCardsAndMarks();
