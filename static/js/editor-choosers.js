// Starts Wagtail's date choosers from data attributes: our policy allows no script inside the page.
(function () {
  function start(root) {
    root.querySelectorAll("template[data-zx-chooser]:not([data-started])").forEach(function (mark) {
      var init = window[mark.dataset.zxChooser];
      if (!init) { return; }
      mark.dataset.started = "1";
      init(mark.dataset.for, JSON.parse(mark.dataset.config));
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    start(document);
    new MutationObserver(function () { start(document); }).observe(document.body, { childList: true, subtree: true });
  });
})();
