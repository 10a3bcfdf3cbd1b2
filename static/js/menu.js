// Comfort only: Escape closes the menu of a phone, and focus goes to the summary of what is wrong in a form.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && window.location.hash === "#menu") { window.location.hash = "#top"; }
  });
  document.addEventListener("click", function (event) {
    if (window.location.hash === "#menu" && !event.target.closest("#menu")) { window.location.hash = "#top"; }
  });
  var summary = document.querySelector("[data-summary]");
  if (summary) { summary.focus(); }
})();
