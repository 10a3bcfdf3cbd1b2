// Fetches the current code from the server when the shown one is about to change; the server's clock decides.
(function () {
  var box = document.querySelector("[data-refresh]");
  if (!box) { return; }
  function later() {
    var live = box.querySelector("[data-next]");
    var seconds = live ? Number(live.getAttribute("data-next")) : 3;
    window.setTimeout(load, Math.max(1, Math.min(seconds, 3)) * 1000);
  }
  function load() {
    fetch(box.getAttribute("data-refresh"), { credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(String(answer.status)); } return answer.text(); })
      .then(function (html) { box.innerHTML = html; later(); })
      .catch(function () { window.setTimeout(load, 3000); });
  }
  later();
})();
