// What a browser adds to pages that can be read without it: finding, and the way to the past of
// a provision beside its heading.

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
