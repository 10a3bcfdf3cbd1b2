// Delivers what a page of an examination kept in this browser when its time was over and the network away.
(function () {
  if (!window.fetch) { return; }
  var journals = window.examJournal;

  function deliver(box) {
    var attempt = box.getAttribute("data-undelivered");
    var page = journals.newPage();
    var sending = false;
    var timer = 0;
    var journal = journals.adopt(attempt, page);
    var questions = journals.numbers(journal);
    if (!questions) { return; }

    function say(name) {
      box.hidden = false;
      box.querySelector("[role=status]").textContent = box.getAttribute("data-say-" + name) + " " + questions;
    }
    function done(name) {
      window.clearInterval(timer);
      window.removeEventListener("online", send);
      journals.write(attempt, page, {});
      say(name);
    }
    function send() {
      if (sending) { return; }
      sending = true;
      journals.send(box, 0, journal).then(function (answer) {
        sending = false;
        if (answer.status === 200) { done(answer.body.late.length ? "sent" : "stored"); }
        else if (answer.body.code === "submitted") { done("closed"); }
      }).catch(function () {
        sending = false;
        say("waiting");
      });
    }
    timer = window.setInterval(send, 15000);
    window.addEventListener("online", send);
    send();
  }

  document.querySelectorAll("[data-undelivered]").forEach(deliver);
})();
