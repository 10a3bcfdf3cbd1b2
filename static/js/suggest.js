// Comfort only: while somebody types into a field with data-suggest, its list offers what may be meant.
(function () {
  "use strict";
  function offer(list, names) {
    list.textContent = "";
    names.forEach(function (name) {
      var option = document.createElement("option");
      option.value = name;
      list.appendChild(option);
    });
  }
  function listen(field) {
    var list = document.getElementById(field.getAttribute("list"));
    var waiting = 0;
    field.addEventListener("input", function () {
      var typed = field.value.trim();
      window.clearTimeout(waiting);
      if (!typed) { offer(list, []); return; }
      waiting = window.setTimeout(function () {
        window.fetch(field.dataset.suggest + "?q=" + encodeURIComponent(typed), { credentials: "same-origin" })
          .then(function (answer) { return answer.ok ? answer.json() : { items: [] }; })
          .then(function (found) { if (field.value.trim() === typed) { offer(list, found.items); } })
          .catch(function () { offer(list, []); });
      }, 200);
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-suggest]"), listen);
})();
