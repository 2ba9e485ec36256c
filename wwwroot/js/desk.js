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
// Keyboard first: "/" searches, up and down walk through the list, Enter is the link's own.
addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
  const search = document.getElementById('desk-search'), at = document.activeElement;
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName);
  if (e.key === '/' && search && !typing) { e.preventDefault(); search.focus(); search.select(); return; }
  if (e.key !== 'ArrowDown' && e.key !== 'ArrowUp') return;
  const rows = [...document.querySelectorAll('.rows.cases>li>a')];
  const here = rows.indexOf(at);
  if (!rows.length || !(here >= 0 || at === search || at === document.body || at.tagName === 'H1')) return;
  e.preventDefault();
  const from = here >= 0 ? here : at === search ? -1 : rows.findIndex(row => row.hasAttribute('aria-current'));
  const to = from + (e.key === 'ArrowDown' ? 1 : -1);
  if (to < 0 && here === 0 && search) search.focus();
  else rows[Math.min(rows.length - 1, Math.max(0, to))].focus();
});
// Papers go by plain HTTP as soon as they are chosen; the page is then asked to look again.
addEventListener('change', async e => {
  const form = e.target.form;
  if (e.target.type !== 'file' || !form || !form.hasAttribute('data-paper') || !e.target.files.length) return;
  const say = form.querySelector('[role=alert]');
  const tell = text => { say.textContent = text; say.hidden = !text; };
  tell(say.dataset.sending);
  try {
    const answer = await fetch(form.action, { method: 'POST', body: new FormData(form) });
    const refused = answer.ok ? null : await answer.json().catch(() => ({}));
    tell(refused ? refused.sentence || say.dataset.failed : '');
    if (answer.ok) document.querySelector('[data-paper-refresh]').click();
  } catch (error) { tell(say.dataset.failed); }
  e.target.value = '';
});
