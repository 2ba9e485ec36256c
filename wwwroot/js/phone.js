// Small comforts for forms; every page works without it. Holds no words: texts come from data-t-*.
const LOCK_MS = 20000;

// ---- one press, one request
const release = form => {
  form.removeAttribute('aria-busy');
  form.querySelectorAll('[data-held]').forEach(b => { b.disabled = false; b.removeAttribute('data-held'); });
};
document.addEventListener('submit', e => {
  const form = e.target;
  if (e.defaultPrevented || form.method === 'get' || 'many' in form.dataset) return;
  if (form.getAttribute('aria-busy') === 'true') { e.preventDefault(); return; }
  form.setAttribute('aria-busy', 'true');
  // After this turn: a button disabled now would be missing from what is sent.
  setTimeout(() => {
    [].forEach.call(form.elements, b => {
      if ((b.type === 'submit' || b.type === 'image') && !b.disabled) { b.disabled = true; b.setAttribute('data-held', ''); }
    });
  }, 0);
  setTimeout(release, LOCK_MS, form);
});
addEventListener('pageshow', () => document.querySelectorAll('form[aria-busy]').forEach(release));

// ---- drafts
function draft(form) {
  const state = form.querySelector('[data-draft-state]') || document.querySelector('[data-draft-state]');
  const token = form.querySelector('[name=__RequestVerificationToken]');
  let timer = 0, dirty = false, turn = 0;
  const tell = (name, values) => {
    if (!state) return;
    const t = state.getAttribute('data-t-' + name) || '';
    state.textContent = t.replace(/\{(\w+)\}/g, (m, k) => (values && values[k]) || '');
    state.dataset.state = name;
  };
  const body = () => {
    const b = new URLSearchParams();
    new FormData(form).forEach((v, k) => { if (typeof v === 'string' && k !== '__RequestVerificationToken') b.append(k, v); });
    return b.toString();
  };
  const save = leaving => {
    clearTimeout(timer);
    if (!dirty || form.getAttribute('aria-busy') === 'true') return;
    dirty = false;
    const mine = ++turn;
    if (!leaving) tell('saving');
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8', Accept: 'application/json' };
    if (token) headers.RequestVerificationToken = token.value;
    fetch(form.dataset.draft, { method: 'POST', body: body(), headers, credentials: 'same-origin', keepalive: !!leaving })
      .then(r => { if (!r.ok || r.redirected) throw new Error(String(r.status)); return r.text(); })
      .then(text => {
        if (mine !== turn) return;
        let time;
        try { time = JSON.parse(text).time; } catch (e) { /* the clock of this device will do */ }
        const d = new Date(), two = n => ('0' + n).slice(-2);
        tell('saved', { time: time || two(d.getHours()) + ':' + two(d.getMinutes()) });
      })
      .catch(() => { if (mine === turn) { dirty = true; tell('failed'); } });
  };
  const later = () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 800, false); };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  addEventListener('pagehide', () => save(true));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(true); });
  addEventListener('online', () => save(false));
}
document.querySelectorAll('form[data-draft]').forEach(draft);

// ---- copy: data-copy="text", or the id of what to copy as data-copy="#id"
document.addEventListener('click', e => {
  const b = e.target.closest && e.target.closest('[data-copy]');
  if (!b) return;
  const what = b.dataset.copy, from = what[0] === '#' ? document.getElementById(what.slice(1)) : null;
  const text = from ? (from.value || from.textContent).trim() : what;
  const done = () => {
    const was = b.dataset.was || (b.dataset.was = b.textContent);
    b.textContent = b.dataset.tCopied || was;
    setTimeout(() => { b.textContent = was; }, 2000);
  };
  const oldWay = () => {
    const t = document.createElement('textarea');
    t.value = text;
    t.className = 'vh';
    document.body.appendChild(t);
    t.select();
    try { if (document.execCommand('copy')) done(); } finally { t.remove(); b.focus(); }
  };
  if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(text).then(done, oldWay);
  else oldWay();
});

document.addEventListener('click', e => { if (e.target.closest && e.target.closest('[data-print]')) print(); });
