// What a browser adds to pages that can be read without it: finding, the way to the past of a
// provision beside its heading, and that a page says when it is no longer of this moment.

// Milliseconds until a page asks again to be told of changes, at first and at most.
const SOONEST = 1000;
const LATEST = 60000;

const words = (text) => text.normalize("NFKC").toLocaleLowerCase();

const findIn = (form, sections) => {
  const field = form.querySelector("input");
  const told = form.querySelector("output");
  const texts = sections.map((section) => words(section.textContent));
  field.addEventListener("input", () => {
    const asked = words(field.value.trim());
    let count = 0;
    sections.forEach((section, at) => {
      const found = !asked || texts[at].includes(asked);
      section.hidden = !found;
      count += found ? 1 : 0;
    });
    told.textContent = asked ? String(count) : "";
  });
};

const articles = document.querySelector("main");
const find = document.querySelector("template.desk-find-form");
if (articles && find) {
  const sections = [...articles.querySelectorAll("section")].filter(
    (section) => !section.querySelector("section"),
  );
  const form = find.content.firstElementChild.cloneNode(true);
  find.replaceWith(form);
  form.addEventListener("submit", (event) => event.preventDefault());
  findIn(form, sections);
}

for (const past of document.querySelectorAll(".desk-pasts a[data-of]")) {
  const heading = document.getElementById(past.dataset.of);
  if (!heading) continue;
  const link = document.createElement("a");
  link.href = past.getAttribute("href");
  link.className = "desk-past-link";
  link.textContent = past.closest("nav").dataset.word;
  link.setAttribute("aria-label", `${link.textContent}: ${past.textContent}`);
  const at = heading.matches("section") ? heading.querySelector("p") : heading;
  at?.append(link);
}

// A page that somebody types in offers to show itself anew; any other one does. One that tells what
// became of a form stays as it is: to load it anew would send the form once more.
const state = document.querySelector("meta[name=state]");
const changed = document.querySelector("template.desk-changed");
const asks = Boolean(document.querySelector("main form[method=post]"));
if (state && changed && (asks || !("answers" in changed.dataset))) {
  let mine = state.content;
  let stream = null;
  let touched = asks;
  document.addEventListener("input", () => (touched = true));
  // Who is on the way to another page is not brought back to this one; a file that is taken leaves
  // the page where it is.
  let leaving = 0;
  addEventListener("beforeunload", () => (leaving = Date.now()));

  const told = ({ data }) => {
    if (data === mine) return;
    if (Date.now() - leaving < 5000) {
      setTimeout(told, 1000, { data });
      return;
    }
    mine = data;
    if (!touched) location.reload();
    else if (!document.querySelector(".desk-anew")) {
      const offer = changed.content.firstElementChild.cloneNode(true);
      offer.querySelector("button").addEventListener("click", () => location.reload());
      changed.after(offer);
    }
  };
  // A stream that breaks off is opened anew by the browser; one that was refused (too many pages,
  // a proxy whose desk is away for a moment) is not, so the page asks again, less and less often.
  let pause = SOONEST;
  let again = 0;
  const refused = () => {
    if (stream?.readyState !== EventSource.CLOSED) return;
    clearTimeout(again);
    again = setTimeout(listen, pause);
    pause = Math.min(2 * pause, LATEST);
  };
  const leave = () => {
    clearTimeout(again);
    stream?.close();
    stream = null;
  };
  // A browser keeps few connections to one host: a page that nobody sees gives its own back.
  const listen = () => {
    leave();
    if (document.hidden) return;
    stream = new EventSource(changed.dataset.stream);
    stream.addEventListener("open", () => (pause = SOONEST));
    stream.addEventListener("message", told);
    stream.addEventListener("error", refused);
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
}
