// A box that shows what is typed into the password fields of its form; without this script it is not there.
(function () {
  document.querySelectorAll("[data-reveal]").forEach(function (label) {
    var fields = label.closest("form").querySelectorAll("input[type=password]");
    label.hidden = false;
    label.querySelector("input").addEventListener("change", function (event) {
      fields.forEach(function (field) { field.type = event.target.checked ? "text" : "password"; });
    });
  });
})();
