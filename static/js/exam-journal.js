// What an examination page could not deliver yet, kept in this browser: one journal a page, bound to its attempt. It
// is erased once it is delivered, for the computer may be shared. It holds answers, never a key.
window.examJournal = (function () {
  function prefix(attempt) { return "zx-exam-" + attempt + "-"; }
  function names(attempt) {
    var found = [];
    try {
      for (var i = 0; i < window.localStorage.length; i += 1) {
        var name = window.localStorage.key(i);
        if (name.indexOf(prefix(attempt)) === 0) { found.push(name); }
      }
    } catch (error) { /* private mode */ }
    return found;
  }
  function entries(name) {
    try { return JSON.parse(window.localStorage.getItem(name)) || {}; } catch (error) { return {}; }
  }
  // The journals of all pages of the attempt; of two entries for a question the one given later.
  function read(attempt) {
    var all = {};
    names(attempt).forEach(function (name) {
      var own = entries(name);
      Object.keys(own).forEach(function (key) {
        if (!all[key] || all[key].given < own[key].given) { all[key] = own[key]; }
      });
    });
    return all;
  }
  function write(attempt, page, journal) {
    try {
      if (Object.keys(journal).length) {
        window.localStorage.setItem(prefix(attempt) + page, JSON.stringify(journal));
      } else { window.localStorage.removeItem(prefix(attempt) + page); }
    } catch (error) { /* private mode */ }
  }
  // Take over what earlier pages left: it stands in this page's journal from now on.
  function adopt(attempt, page) {
    var left = names(attempt);
    var all = read(attempt);
    write(attempt, page, all);
    left.forEach(function (name) {
      if (name !== prefix(attempt) + page) { window.localStorage.removeItem(name); }
    });
    return all;
  }
  function newPage() {
    var bytes = window.crypto.getRandomValues(new Uint8Array(12));
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }
  function post(form, address, body, redirect) {
    return window.fetch(address, {
      method: "POST",
      credentials: "same-origin",
      redirect: redirect || "follow",
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value
      },
      body: JSON.stringify(body)
    });
  }
  // Rejects when the server was not reached, and when what answered was not it.
  function send(form, seen, journal) {
    var saves = Object.keys(journal).map(function (key) {
      var entry = journal[key];
      return {
        item: Number(key),
        payload: entry.payload,
        base: entry.base,
        page: entry.page,
        turn: entry.turn,
        given_at: Math.round(entry.given)
      };
    });
    return post(form, form.getAttribute("data-save"), { seen: seen, saves: saves }).then(function (answer) {
      return answer.json().then(function (body) { return { status: answer.status, body: body }; });
    });
  }
  function numbers(journal) {
    return Object.keys(journal).map(function (key) { return Number(key) + 1; }).join("、");
  }

  return {
    adopt: adopt, newPage: newPage, numbers: numbers, post: post, read: read, send: send, write: write
  };
})();
