// Desks: opens the reconnect notice, reloads when the connection cannot come back, and restores pages from the browser's memory.
const modal = document.getElementById('components-reconnect-modal');
const away = { show: 0, timer: 0 };

async function serverIsThere() {
  try { return (await fetch('/livez', { cache: 'no-store' })).ok; } catch (e) { return false; }
}
async function reloadWhenBack() {
  if (away.show && await serverIsThere() && Date.now() - away.show > 20000) location.reload();
}
modal.addEventListener('components-reconnect-state-changed', e => {
  const state = e.detail.state;
  clearInterval(away.timer);
  if (state === 'hide') { away.show = 0; if (modal.open) modal.close(); return; }
  if (!away.show) away.show = Date.now();
  // Brief drops stay invisible.
  setTimeout(() => { if (away.show && !modal.open) modal.showModal(); }, 1500);
  if (state === 'rejected' || state === 'resume-failed') location.reload();
  away.timer = setInterval(reloadWhenBack, 5000);
});
document.getElementById('components-reconnect-button').addEventListener('click', () => location.reload());
// The address leaves a page restored from memory without its connection.
addEventListener('pageshow', e => { if (e.persisted) location.reload(); });
