// The menu is open on wide screens and folded on phones; without this script it can be unfolded by hand.
(function () {
  var menu = document.querySelector("[data-menu]");
  if (!menu) { return; }
  var wide = window.matchMedia("(min-width: 992px)");
  function fit() { menu.open = wide.matches; }
  fit();
  wide.addListener(fit);
})();
