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
    if (request.status === 200) window.location.assign(JSON.parse(request.responseText).location);
    else if (request.getResponseHeader("Content-Type")?.startsWith("text/plain")) fail(request.responseText);
    else fail(request.status === 413 ? "The upload is too large. Upload fewer files at a time." : "The upload did not work. Load the page again.");
  });
  request.addEventListener("error", () => fail("The server did not answer. Is it still running?"));
  button.disabled = true;
  sending.hidden = false;
  request.send(new FormData(form));
}

async function followProgress(line) {
  const bar = line.querySelector("progress");
  const text = line.querySelector('[role="status"]');
  let ended = bar.value;
  while (ended < bar.max) {
    await new Promise((done) => setTimeout(done, 600));
    try {
      const answer = await fetch(line.dataset.progress);
      if (!answer.ok) return;
      const progress = await answer.json();
      for (const { id, state } of progress.documents) await refresh(line, id, state);
      ended = progress.ended;
      bar.value = ended;
      text.textContent = ended < progress.total ? `${ended} of ${progress.total} read` : `All ${progress.total} read`;
    } catch {
      text.textContent = "The server does not answer; trying again.";
      await new Promise((done) => setTimeout(done, 3000));
    }
  }
}

async function refresh(line, id, state) {
  const row = document.getElementById(`r-${id}`);
  if (!row || row.dataset.state === state) return;
  const answer = await fetch(line.dataset.row.replace("DOCUMENT", id));
  if (!answer.ok) return;
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  row.replaceWith(made.querySelector("li.resume"));
}

function joinCardsAndMarks() {
  const choose = (number, toMark) => {
    each("[data-card], [data-mark]", (one) => one.classList.toggle(
      "chosen", (one.dataset.card ?? one.dataset.mark) === number,
    ));
    const mark = document.querySelector(`[data-mark="${number}"]`);
    if (toMark && mark) mark.scrollIntoView({ block: "center", behavior: "auto" });
  };
  each("[data-card]", (card) => {
    card.addEventListener("pointerenter", () => choose(card.dataset.card, false));
    card.addEventListener("focusin", () => choose(card.dataset.card, false));
  });
  each("[data-mark-of]", (link) => link.addEventListener("click", () => choose(link.dataset.markOf, true)));
  each("[data-mark]", (mark) => mark.addEventListener("click", () => choose(mark.dataset.mark, false)));
  const target = window.location.hash.match(/^#c(\d+)$/);
  if (target) choose(target[1], false);
}

each("[data-upload]", offerDropping);
each("[data-progress]:not([hidden])", followProgress);
each("[data-print]", (button) => button.addEventListener("click", () => window.print()));
each("[data-confirm]", (form) => form.addEventListener("submit", (event) => {
  if (!window.confirm(form.dataset.confirm)) event.preventDefault();
}));
each("[data-reload]", () => setTimeout(() => window.location.reload(), 1500));
joinCardsAndMarks();
