// What helps the eye on the page of an examination: how many questions are answered, which of them, which are marked,
// which one is read, and that time runs out. It changes and keeps no answer; exam.js does.
(function () {
  var form = document.getElementById("exam");
  if (!form || !window.fetch || form.querySelector("[data-two]")) { return; }
  var items = Array.prototype.slice.call(form.querySelectorAll("[data-item]"));
  var panel = document.getElementById("hand-in");
  var marks = "exam-marks-" + form.getAttribute("data-attempt");
  var left = Infinity;

  function say(name) { return form.getAttribute("data-say-" + name); }
  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function number(item) { return form.querySelector("[data-number='" + item.getAttribute("data-item") + "']"); }
  function isAnswered(item) {
    return Array.prototype.some.call(item.querySelectorAll("[name^=item-]"), function (input) {
      return input.type === "text" ? input.value.trim() : input.checked;
    });
  }
  function button(item) { return item.querySelector("[data-mark]"); }
  function isMarked(item) { return button(item).getAttribute("aria-pressed") === "true"; }

  // The numbers, the count, and what the way to handing in names.
  function chip(item) {
    var link = document.createElement("a");
    var row = document.createElement("li");
    link.className = "chip";
    link.href = "#" + item.id;
    link.textContent = item.querySelector(".question-head b").textContent.trim();
    row.appendChild(link);
    return row;
  }
  function show() {
    var open = items.filter(function (item) { return !isAnswered(item); });
    items.forEach(function (item) {
      var words = [say(open.indexOf(item) === -1 ? "answered" : "open")];
      if (isMarked(item)) { words.push(say("marked")); }
      number(item).classList.toggle("answered", open.indexOf(item) === -1);
      number(item).classList.toggle("marked", isMarked(item));
      number(item).querySelector(".hidden-words").textContent = words.join(", ");
    });
    all("[data-answered]").forEach(function (count) { count.textContent = items.length - open.length; });
    var list = panel.querySelector("[data-unanswered] ul");
    list.textContent = "";
    open.forEach(function (item) { list.appendChild(chip(item)); });
    panel.querySelector("[data-unanswered]").hidden = !open.length;
    panel.querySelector("[data-complete]").hidden = open.length > 0;
    form.querySelector(".legend .marked").hidden = !items.some(isMarked);
  }

  // Marks are for this window alone and are gone with it.
  function markedBefore() {
    try { return JSON.parse(window.sessionStorage.getItem(marks)) || []; } catch (error) { return []; }
  }
  function mark(item, on) { button(item).setAttribute("aria-pressed", on ? "true" : "false"); }
  function keepMarks() {
    var marked = items.filter(isMarked).map(function (item) { return item.id; });
    try { window.sessionStorage.setItem(marks, JSON.stringify(marked)); } catch (error) { /* private mode */ }
  }
  items.forEach(function (item) {
    button(item).hidden = false;
    mark(item, markedBefore().indexOf(item.id) !== -1);
    button(item).addEventListener("click", function () {
      mark(item, !isMarked(item));
      keepMarks();
      show();
    });
  });

  // The question in the middle of the window is the one that is read.
  function reading(entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) { return; }
      items.forEach(function (item) { number(item).removeAttribute("aria-current"); });
      number(entry.target).setAttribute("aria-current", "true");
    });
  }
  if (window.IntersectionObserver) {
    var eye = new window.IntersectionObserver(reading, { rootMargin: "-35% 0px -60% 0px" });
    items.forEach(function (item) { eye.observe(item); });
  }

  // Before handing in.
  var last = form.querySelector(".last");
  function close() {
    panel.hidden = true;
    last.hidden = false;
    last.querySelector("[data-ask]").focus();
  }
  all("[data-ask]").forEach(function (ask) {
    ask.addEventListener("click", function (event) {
      event.preventDefault();
      panel.hidden = false;
      last.hidden = true;
      panel.querySelector("h2").focus();
      panel.scrollIntoView({ block: "start" });
    });
  });
  panel.querySelector("[data-back]").addEventListener("click", close);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !panel.hidden) { close(); }
  });

  // The time that is left is said three times, and is red in the end.
  form.addEventListener("exam:left", function (event) {
    [10, 5, 1].forEach(function (minutes) {
      if (left > minutes * 60 && event.detail <= minutes * 60 && left !== Infinity) {
        document.querySelector("[data-left]").textContent = say("left-" + minutes);
      }
    });
    left = event.detail;
    document.querySelector("[data-clock]").classList.toggle("alarm", left <= 300);
  });
  form.addEventListener("exam:told", show);
  document.querySelector("[data-clock]").hidden = false;
  document.querySelector("[data-save-all]").hidden = true;
  show();
})();
