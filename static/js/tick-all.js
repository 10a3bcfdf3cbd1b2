// One box in the head of a table that ticks all boxes of a form; without this script each is ticked by hand.
(function () {
  document.querySelectorAll("[data-tick-all]").forEach(function (all) {
    var boxes = document.querySelectorAll("input[type=checkbox][form=" + all.dataset.tickAll + "]");
    (all.closest("label") || all).hidden = false;
    all.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
    });
  });
})();
