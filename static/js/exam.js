// Saves answers as they change. A journal in this browser keeps what the server has not confirmed and sends it
// again; a number leaves it only once it is confirmed. The server's clock decides what is in time.
(function () {
  var form = document.getElementById("exam");
  if (!form || !window.fetch) { return; }
  var journalName = "zx-exam-" + form.getAttribute("data-attempt");
  var deadline = Date.parse(form.getAttribute("data-deadline"));
  var offset = Date.parse(form.getAttribute("data-now")) - performance.now();
  var seq = Number(form.getAttribute("data-seq"));
  var state = form.querySelector("[data-state]");
  var clock = form.querySelector("[data-timer]");
  var sending = false;
  var stopped = false;
  // While the page is being left, what is confirmed stays in the journal: the next page may have been made before.
  var leaving = false;
  var timer = 0;
  var journal = read();

  function read() {
    try { return JSON.parse(window.localStorage.getItem(journalName)) || {}; } catch (error) { return {}; }
  }
  function write() {
    try { window.localStorage.setItem(journalName, JSON.stringify(journal)); } catch (error) { /* private mode */ }
  }
  function waiting() { return Object.keys(journal).length; }
  function show(text, alarm) {
    state.textContent = text;
    state.className = alarm ? "mb-0 zx-alarm" : "mb-0";
  }
  function told() {
    if (waiting()) { show(form.getAttribute("data-unsaved") + " " + waiting(), true); }
    else { show(form.getAttribute("data-saved"), false); }
  }
  function inputsOf(item) { return Array.prototype.slice.call(item.querySelectorAll("input[name^=item-]")); }
  function payloadOf(item) {
    if (item.getAttribute("data-kind") === "blank") {
      var texts = inputsOf(item).map(function (input) { return input.value.trim(); });
      return texts.some(Boolean) ? texts : [];
    }
    return inputsOf(item).filter(function (i) { return i.checked; }).map(function (i) { return Number(i.value); });
  }
  function put(item, payload) {
    inputsOf(item).forEach(function (input, i) {
      if (item.getAttribute("data-kind") === "blank") { input.value = payload[i] || ""; }
      else { input.checked = payload.indexOf(Number(input.value)) !== -1; }
    });
  }
  function changed(item, delay) {
    seq += 1;
    journal[item.getAttribute("data-item")] = { payload: payloadOf(item), seq: seq };
    write();
    told();
    window.clearTimeout(timer);
    timer = window.setTimeout(send, delay);
  }
  function send() {
    if (sending || stopped || !waiting()) { return; }
    sending = true;
    var sent = JSON.parse(JSON.stringify(journal));
    var saves = Object.keys(sent).map(function (key) {
      return { item: Number(key), payload: sent[key].payload, seq: sent[key].seq };
    });
    fetch(form.getAttribute("data-save"), {
      method: "POST",
      credentials: "same-origin",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value
      },
      body: JSON.stringify({ saves: saves })
    }).then(function (answer) {
      return answer.json().then(function (body) { return { status: answer.status, body: body }; });
    }).then(function (answer) {
      sending = false;
      settle(answer.status, answer.body, sent);
    }).catch(function () {
      // Signed out, no network, or a broken page: the journal stays and is sent again.
      sending = false;
      told();
    });
  }
  function settle(status, body, sent) {
    seq = Math.max(seq, body.last_seq || 0);
    if (status === 200) {
      offset = Date.parse(body.server_now) - performance.now();
      deadline = Date.parse(body.deadline_at);
      Object.keys(sent).forEach(function (key) {
        if (!leaving && journal[key] && journal[key].seq === sent[key].seq) { delete journal[key]; }
      });
      write();
      told();
      if (body.late) { show(form.getAttribute("data-late"), true); }
      if (waiting() && !leaving) { send(); }
    } else if (body.code === "sequence_taken") {
      // Another window used these numbers: go on behind them.
      Object.keys(journal).forEach(function (key) { seq += 1; journal[key].seq = seq; });
      write();
      window.setTimeout(send, 500);
    } else {
      stopped = body.code === "submitted";
      show(form.getAttribute("data-refused") + " " + (body.message || status), true);
    }
  }
  function tick() {
    var left = Math.max(0, Math.floor((deadline - offset - performance.now()) / 1000));
    var seconds = left % 60;
    clock.textContent = Math.floor(left / 60) + ":" + (seconds < 10 ? "0" : "") + seconds;
    if (left === 0 && !stopped) {
      stopped = true;
      form.action = form.querySelector("[formaction]").getAttribute("formaction");
      form.submit();
    }
  }

  Object.keys(journal).forEach(function (key) {
    var item = form.querySelector("[data-item='" + key + "']");
    if (!item) { delete journal[key]; return; }
    put(item, journal[key].payload);
    seq = Math.max(seq, journal[key].seq);
  });
  form.addEventListener("change", function (event) {
    var item = event.target.closest("[data-item]");
    if (item) { changed(item, 300); }
  });
  form.addEventListener("input", function (event) {
    var item = event.target.closest("[data-item]");
    if (item && item.getAttribute("data-kind") === "blank") { changed(item, 2000); }
  });
  window.addEventListener("beforeunload", function () {
    leaving = true;
    // Still here: it was a download, or the way led nowhere.
    window.setTimeout(function () { leaving = false; send(); }, 5000);
  });
  window.setInterval(send, 15000);
  window.setInterval(tick, 1000);
  tick();
  told();
  send();
})();
