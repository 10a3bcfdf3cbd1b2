// Saves answers as they change. Only what was touched on this page is sent, with the number up to which the page has
// seen what is stored; a journal keeps it until the server confirms it. Where another answer is stored that the page
// had not seen, its person chooses. The server's clock decides what is in time, and the server closes the paper: this
// page leaves only when it has been told so.
(function () {
  var form = document.getElementById("exam");
  // A page that asks its person to choose was made for a browser without scripts, and works without.
  if (!form || !window.fetch || form.querySelector("[data-two]")) { return; }
  var journals = window.examJournal;
  var attempt = form.getAttribute("data-attempt");
  var seen = Number(form.querySelector("[name=seen]").value);
  var deadline = Date.parse(form.getAttribute("data-deadline"));
  var grace = Number(form.getAttribute("data-grace")) * 1000;
  // A room full of pages does not ask in the same second.
  var patience = grace + Math.random() * 5000;
  var offset = Date.parse(form.getAttribute("data-now")) - performance.now();
  var state = document.querySelector("[data-state]");
  var clock = document.querySelector("[data-timer]");
  var page = journals.newPage();
  var turn = 0;
  var sending = false;
  var handing = false;
  // It was to be handed in and the network was away.
  var heldBack = false;
  var stopped = false;
  var away = false;
  var over = false;
  var tried = 0;
  // While the page is being left, what is confirmed stays in the journal: the next page may have been made before.
  var leaving = false;
  var timer = 0;
  var journal = {};

  function now() { return offset + performance.now(); }
  function say(name) { return form.getAttribute("data-say-" + name); }
  function waiting() { return Object.keys(journal).length; }
  function itemOf(key) { return form.querySelector("[data-item='" + key + "']"); }
  function two() {
    var found = {};
    Object.keys(journal).forEach(function (key) { if (journal[key].two) { found[key] = journal[key]; } });
    return found;
  }
  function write() { journals.write(attempt, page, journal); }
  function show(text, alarm) {
    state.textContent = text;
    state.className = alarm ? "alarm" : "";
  }
  function told() {
    form.dispatchEvent(new Event("exam:told"));
    if (stopped) { return; }
    if (over) {
      if (away) { show(say("offline") + " " + waiting(), true); } else { show(say("over"), false); }
    } else if (heldBack) { show(say("held") + " " + waiting(), true); }
    else if (waiting() > Object.keys(two()).length) { show(say("unsaved") + " " + waiting(), true); }
    else if (waiting()) { show(say("two") + " " + journals.numbers(two()), true); }
    else { show(say("saved"), false); }
  }

  // What stands in a question.
  function inputsOf(item) { return Array.prototype.slice.call(item.querySelectorAll("[name^=item-]")); }
  function isTyped(item) { return item.getAttribute("data-answer") === "typed"; }
  function payloadOf(item) {
    if (isTyped(item)) {
      var texts = inputsOf(item).map(function (input) { return input.value.trim(); });
      return texts.some(Boolean) ? texts : [];
    }
    return inputsOf(item).filter(function (i) { return i.checked; }).map(function (i) { return Number(i.value); });
  }
  function put(item, payload) {
    inputsOf(item).forEach(function (input, i) {
      if (isTyped(item)) { input.value = payload[i] || ""; }
      else { input.checked = payload.indexOf(Number(input.value)) !== -1; }
    });
  }
  function bare(payload) {
    var values = payload.slice();
    if (typeof values[0] === "number") { values.sort(); }
    while (values[values.length - 1] === "") { values.pop(); }
    return values.join("\n");
  }
  function same(one, other) { return bare(one) === bare(other); }
  function words(item, payload) {
    if (isTyped(item)) { return payload.join("　").trim() || say("nothing"); }
    var chosen = inputsOf(item).filter(function (i) { return payload.indexOf(Number(i.value)) !== -1; });
    var texts = chosen.map(function (i) { return item.querySelector("label[for='" + i.id + "']").textContent.trim(); });
    return texts.join("　") || say("nothing");
  }

  // Two answers to one question.
  function ask(key, stored, number) {
    var item = itemOf(key);
    var box = item.querySelector("[data-two]");
    if (same(stored, journal[key].payload)) {
      drop(key);
      return;
    }
    if (!box) {
      box = document.getElementById("two-answers").content.firstElementChild.cloneNode(true);
      item.appendChild(box);
    }
    box.querySelectorAll("input").forEach(function (input) {
      input.name = "choice-" + key;
      input.checked = false;
    });
    box.querySelector("[data-stored]").textContent = words(item, stored);
    box.querySelector("[data-own]").textContent = words(item, journal[key].payload);
    box.onchange = function (event) {
      event.stopPropagation();
      if (event.target.value === "keep") {
        put(item, stored);
        drop(key);
        told();
      } else { take(key, number); }
    };
  }
  function take(key, number) {
    var payload = journal[key].payload;
    drop(key);
    turn += 1;
    journal[key] = { payload: payload, base: number, page: page, turn: turn, given: now() };
    write();
    told();
    send();
  }
  function drop(key) {
    var box = itemOf(key).querySelector("[data-two]");
    if (box) { box.remove(); }
    delete journal[key];
    write();
  }

  function changed(item, delay) {
    var key = item.getAttribute("data-item");
    var old = journal[key];
    turn = Math.max(turn, old ? old.turn : 0) + 1;
    journal[key] = {
      payload: payloadOf(item),
      base: old ? old.base : seen,
      page: old ? old.page : page,
      turn: turn,
      given: now()
    };
    if (old && old.two) {
      journal[key].two = true;
      item.querySelector("[data-own]").textContent = words(item, journal[key].payload);
    }
    write();
    told();
    window.clearTimeout(timer);
    timer = window.setTimeout(send, delay);
  }

  // `asking`: also with nothing to deliver, to hear what holds.
  function send(asking) {
    var ended = now() > deadline + grace;
    var sent = {};
    Object.keys(journal).forEach(function (key) { if (ended || !journal[key].two) { sent[key] = journal[key]; } });
    if (sending || stopped || (asking !== true && !Object.keys(sent).length)) { return; }
    sent = JSON.parse(JSON.stringify(sent));
    sending = true;
    tried = performance.now();
    var asked = seen;
    journals.send(form, asked, sent).then(function (answer) {
      sending = false;
      away = false;
      heldBack = false;
      settle(answer.status, answer.body, sent, asked);
    }).catch(function () {
      // Signed out, no network, or a broken page: the journal stays and is sent again.
      sending = false;
      away = true;
      if (handing) { notHandedIn(); } else { told(); }
    });
  }
  function settle(status, body, sent, asked) {
    if (status === 200) {
      offset = Date.parse(body.server_now) - performance.now();
      deadline = Date.parse(body.deadline_at);
      Object.keys(sent).forEach(function (key) { if (journal[key]) { settleOne(key, sent[key], body); } });
      Object.keys(journal).forEach(function (key) {
        if (!sent[key] && journal[key].base >= asked && !(key in body.held)) { journal[key].base = body.seen; }
      });
      Object.keys(body.held).forEach(function (key) {
        if (!journal[key]) { put(itemOf(key), body.held[key]); }
        else if (journal[key].two) { ask(key, body.held[key], body.seen); }
      });
      seen = body.seen;
      write();
      told();
      if (body.late.length && !leaving) { show(say("late"), true); }
      if (body.closed) { leave(); } else { goOn(); }
    } else if (body.code === "submitted") { handedInElsewhere(); }
    else {
      handing = false;
      show(say("refused") + " " + (body.message || status), true);
    }
  }
  function settleOne(key, sent, body) {
    var entry = journal[key];
    if (body.conflicts.indexOf(Number(key)) !== -1) { entry.two = true; }
    else if (entry.turn !== sent.turn || entry.page !== sent.page) { entry.base = body.seen; }
    else if (leaving) { entry.kept = body.seen; }
    else { drop(key); }
  }
  function goOn() {
    if (leaving) { return; }
    if (handing) { handIn(); } else { send(); }
  }

  // Handing in, and the end.
  function lock() {
    Array.prototype.forEach.call(form.elements, function (part) {
      if (part.matches("fieldset, button")) { part.disabled = stopped || over; }
    });
  }
  function leave() {
    if (waiting()) {
      if (!leaving) { send(); }
      return;
    }
    stopped = true;
    window.location.assign(form.getAttribute("data-result"));
  }
  function handedInElsewhere() {
    var left = journals.numbers(journal);
    journal = {};
    write();
    if (!left) {
      leave();
      return;
    }
    stopped = true;
    lock();
    show(say("closed") + " " + left, true);
    document.querySelector("[data-to-result]").hidden = false;
  }
  function notHandedIn() {
    handing = false;
    heldBack = true;
    told();
  }
  function handIn() {
    var box = form.querySelector("[data-two]");
    handing = false;
    heldBack = false;
    if (box) {
      told();
      box.scrollIntoView({ block: "center" });
    } else if (waiting() || sending) {
      handing = true;
      send();
    } else {
      journals.post(form, form.getAttribute("data-submit"), {}, "manual").then(function (answer) {
        if (answer.type === "opaqueredirect" || answer.ok) { leave(); }
        else { show(say("refused") + " " + answer.status, true); }
      }).catch(notHandedIn);
    }
  }
  function tick() {
    if (stopped) { return; }
    var left = Math.max(0, Math.floor((deadline - now()) / 1000));
    var seconds = left % 60;
    clock.textContent = Math.floor(left / 60) + ":" + (seconds < 10 ? "0" : "") + seconds;
    form.dispatchEvent(new CustomEvent("exam:left", { detail: left }));
    if (over !== (left === 0)) {
      over = left === 0;
      tried = -4000;
      lock();
      told();
    }
    // The paper is closed by the server; until then what is on its way still counts.
    if (over && performance.now() - tried > 4000) { send(now() > deadline + patience); }
  }

  function takeUp() {
    journal = journals.adopt(attempt, page);
    Object.keys(journal).forEach(function (key) {
      var item = itemOf(key);
      var entry = journal[key];
      if (!item || (entry.kept && entry.kept <= seen)) {
        delete journal[key];
        return;
      }
      var rendered = payloadOf(item);
      put(item, entry.payload);
      turn = Math.max(turn, entry.turn);
      if (entry.two) { ask(key, rendered, seen); }
    });
    write();
  }
  takeUp();
  form.addEventListener("change", function (event) {
    var item = event.target.closest("[data-item]");
    if (item && event.target.name.indexOf("item-") === 0) { changed(item, 300); }
  });
  form.addEventListener("input", function (event) {
    var item = event.target.closest("[data-item]");
    if (item && isTyped(item) && event.target.name.indexOf("item-") === 0) { changed(item, 2000); }
  });
  // With this script nothing is posted as a page: a browser without network would leave it for a page of its own.
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    if (event.submitter && event.submitter.hasAttribute("data-hand-in")) { handIn(); } else { send(true); }
  });
  form.noValidate = true;
  // A window that is looked at again shows what holds by now.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") { send(true); }
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { send(true); } });
  window.addEventListener("online", function () { send(true); });
  window.addEventListener("beforeunload", function () {
    leaving = true;
    // Still here: it was a download, or the way led nowhere.
    window.setTimeout(function () { leaving = false; send(); }, 5000);
  });
  window.setInterval(send, 15000);
  // What another device stored is shown here within a minute.
  window.setInterval(function () { send(true); }, 60000);
  window.setInterval(tick, 1000);
  tick();
  told();
  send();
})();
