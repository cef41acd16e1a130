// Some of the theme's labels for screen readers say other words than the ones that can be seen: these are enough.
document.addEventListener("DOMContentLoaded", () => {
  for (const element of document.querySelectorAll("summary[aria-label], button.search-button-field[aria-label]")) {
    element.removeAttribute("aria-label");
  }
});
