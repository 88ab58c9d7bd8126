// Drafting in a browser: what is typed is kept every few seconds, and the table follows it.
// Without this script every form works all the same.

const KEEP_EVERY = 2000;
const TABLE_AFTER = 120;

const head = document.querySelector("[data-typed]");
const proof = document.querySelector("meta[name=csrf]")?.content ?? "";

const post = (to, fields, more = {}) =>
  fetch(to, { method: "POST", body: new URLSearchParams(fields), headers: { "X-CSRF": proof }, ...more });

const fieldsOf = (form) => [...new FormData(form)].filter(([name]) => name !== "csrf");

const keepTyped = (form) => {
  let timer = 0;
  let sent = isTypedIn(form) ? "" : JSON.stringify(fieldsOf(form));
  let ended = false;
  const told = document.getElementById("kept");

  const keep = async (more) => {
    clearTimeout(timer);
    timer = 0;
    const fields = fieldsOf(form);
    const now = JSON.stringify(fields);
    if (ended || now === sent) return;
    try {
      const answer = await post(head.dataset.typed, fields, more);
      if (!answer.ok) return;
      sent = now;
      if (told) told.textContent = head.dataset.kept;
    } catch {
      timer ||= setTimeout(keep, KEEP_EVERY); // the server is away: what is typed stays, and is sent again
    }
  };
  form.addEventListener("input", () => (timer ||= setTimeout(keep, KEEP_EVERY)));
  form.addEventListener("submit", () => {
    ended = true;
    clearTimeout(timer);
  });
  addEventListener("pagehide", () => keep({ keepalive: true }));
};

const followTyped = (form) => {
  const wrong = form.querySelector("[role=status]");
  let timer = 0;
  let asked = 0;
  const follow = async () => {
    const mine = ++asked;
    const answer = await post(form.dataset.table, fieldsOf(form)).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const said = await answer.json();
    if (mine !== asked) return;
    if (wrong) wrong.textContent = (said.wrong ?? []).join(" ");
    if (!said.table) return;
    const made = new DOMParser().parseFromString(said.table, "text/html").getElementById("live");
    document.getElementById("live")?.replaceWith(document.adoptNode(made));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(follow, TABLE_AFTER);
  });
};

// What was typed while this script was on its way, or is back after the page was loaded again.
const isTypedIn = (form) =>
  [...form.querySelectorAll("input:not([type=hidden]), textarea")].some((each) => each.value !== each.defaultValue);

if (head) {
  for (const form of document.querySelectorAll("form[data-place]")) {
    keepTyped(form);
    if (form.dataset.table) followTyped(form);
    if (isTypedIn(form)) form.dispatchEvent(new Event("input"));
  }
}
