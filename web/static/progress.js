// Keeps the bars of a page with [data-progress] up to date, and loads the page anew when the work is over.
(() => {
  const board = document.querySelector("[data-progress]");
  const number = new Intl.NumberFormat("en");

  function draw(step) {
    const row = board.querySelector(`[data-step="${step.name}"]`);
    if (!row) return;
    const bar = row.querySelector("progress");
    bar.max = step.total || 1;
    bar.value = step.status === "done" ? bar.max : step.done;
    row.querySelector(".going-count").textContent =
      step.status === "done" ? `${step.seconds.toFixed(1)} s`
      : step.total ? `${number.format(step.done)} of ${number.format(step.total)}` : "";
    if (step.status) row.className = `going going-${step.status}`;
  }

  async function look() {
    try {
      const answer = await fetch(board.dataset.progress, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return location.reload();
      const found = await answer.json();
      found.steps.forEach(draw);
      if (found.finished) return location.reload();
    } catch {
      // The server is away for a moment: ask again.
    }
    setTimeout(look, 1000);
  }

  look();
})();
