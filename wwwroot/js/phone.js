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
  const problem = form.dataset.maxTogether ? tooLarge(form) : '';
  if (problem) { e.preventDefault(); complain(form, problem); return; }
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
const statusOf = form => form.querySelector('[data-draft-state]') || document.querySelector('[data-draft-state]');
function say(state, name, values) {
  if (!state) return;
  const t = state.getAttribute('data-t-' + name) || '';
  state.textContent = t.replace(/\{(\w+)\}/g, (m, k) => (values && values[k]) || '');
  state.dataset.state = name;
}
// Which questions an answer leads to; the server says the same when it makes the page.
function ask(form) {
  const now = new URLSearchParams();
  new FormData(form).forEach((v, k) => { if (typeof v === 'string') now.append(k, v); });
  form.querySelectorAll('[data-when]').forEach(part => {
    const at = part.dataset.when.indexOf(':'), wanted = part.dataset.when.slice(at + 1).split(',');
    part.hidden = !now.getAll(part.dataset.when.slice(0, at)).some(v => wanted.indexOf(v) >= 0);
  });
}
// ---- the same draft on two devices: what differs is shown, and nobody's words are overwritten unasked
function keepShown(form, text, others) {
  const field = form.querySelector('[name=shown]');
  if (!field || !text) return;
  const before = JSON.parse(field.value || '{}'), after = JSON.parse(text);
  Object.keys(others).forEach(key => { after[key] = before[key] || ''; });
  field.value = JSON.stringify(after);
}
function differs(form, key, theirs, changed) {
  const box = form.querySelector('[data-field="' + key + '"]');
  if (!box || box.querySelector('[data-theirs]')) return;
  const input = box.querySelector('[name="' + key + '"]'), note = document.createElement('p');
  const option = input.options && [].find.call(input.options, o => o.value === theirs);
  note.className = 'error';
  note.setAttribute('role', 'alert');
  note.setAttribute('data-theirs', '');
  note.textContent = form.dataset.tTheirs.replace('{theirs}', (option ? option.textContent : theirs) || '–');
  const choose = (words, take) => {
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'btn2';
    b.textContent = words;
    b.addEventListener('click', () => {
      const field = form.querySelector('[name=shown]'), shown = JSON.parse(field.value || '{}');
      shown[key] = theirs;
      field.value = JSON.stringify(shown);
      if (take) input.value = theirs;
      note.remove();
      changed();
      ask(form);
    });
    note.append(b);
  };
  choose(form.dataset.tTake, true);
  choose(form.dataset.tKeep, false);
  box.append(note);
}
function draft(form) {
  const state = statusOf(form);
  const token = form.querySelector('[name=__RequestVerificationToken]');
  let timer = 0, dirty = false, turn = 0, drives = false;
  const tell = (name, values) => say(state, name, values);
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
        const answer = JSON.parse(text);
        const others = answer.elsewhere || {};
        keepShown(form, answer.shown, others);
        Object.keys(others).forEach(key => differs(form, key, others[key], later));
        tell('saved', { time: answer.time });
        if (drives) { drives = false; refresh(form); }
      })
      .catch(() => { if (mine === turn) { dirty = true; tell('failed'); } });
  };
  const later = () => { dirty = true; clearTimeout(timer); timer = setTimeout(save, 800, false); };
  const drivers = (form.dataset.drives || '').split(' ');
  form.addEventListener('input', later);
  form.addEventListener('change', e => {
    if (drivers.indexOf(e.target.name) >= 0) drives = true;
    later();
    ask(form);
  });
  ask(form);
  addEventListener('pagehide', () => save(true));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(true); });
  addEventListener('online', () => save(false));
}
document.querySelectorAll('form[data-draft]').forEach(draft);

// ---- papers: sent as soon as they are chosen; the answer is the page, of which the parts marked data-live are taken over
const files = form => [].filter.call(form.elements, i => i.type === 'file' && i.files && i.files.length);
const tooLarge = form => {
  const all = files(form).map(i => i.files[0].size);
  if (all.some(size => size > +form.dataset.maxFile)) return form.dataset.tFile;
  return all.reduce((sum, size) => sum + size, 0) > +form.dataset.maxTogether ? form.dataset.tTogether : '';
};
function complain(form, text) {
  let note = form.querySelector('[data-upload-note]');
  if (!note && text) {
    note = document.createElement('p');
    note.className = 'error';
    note.setAttribute('role', 'alert');
    note.setAttribute('data-upload-note', '');
    form.querySelector('[data-live=papers]').append(note);
  }
  if (note) note.textContent = text;
}
const plain = form => form.querySelectorAll('[data-without-script]').forEach(b => { b.hidden = true; });
function takeOver(form, html, all) {
  const page = new DOMParser().parseFromString(html, 'text/html'), had = document.activeElement && document.activeElement.id;
  form.querySelectorAll('[data-live]').forEach(old => {
    if (old.dataset.live === 'answers' && !all) return;
    const fresh = page.querySelector('[data-live="' + old.dataset.live + '"]');
    if (fresh) old.replaceWith(fresh);
  });
  plain(form);
  ask(form);
  // The field that had the focus is another one now.
  const next = document.activeElement === document.body && ((had && document.getElementById(had)) || form.querySelector('[data-upload]'));
  if (next) next.focus();
}
// After an answer that decides about other questions and papers; it has been saved before.
function refresh(form) {
  fetch(location.pathname, { credentials: 'same-origin', headers: { Accept: 'text/html' } })
    .then(r => { if (!r.ok || r.redirected) throw new Error(String(r.status)); return r.text(); })
    .then(html => { if (form.getAttribute('aria-busy') !== 'true') takeOver(form, html, true); })
    .catch(() => { /* the server decides again when the form is sent */ });
}
function papers(form) {
  const state = statusOf(form);
  const buttons = () => [].filter.call(form.elements, b => b.type === 'submit' || b.type === 'file');
  form.addEventListener('change', e => {
    if (!e.target.matches('[data-upload]') || !e.target.files.length) return;
    const problem = tooLarge(form);
    complain(form, problem);
    if (problem || form.getAttribute('aria-busy') === 'true') return;
    const body = new FormData(form), held = buttons().filter(b => !b.disabled);
    body.set('keep', 'papers');
    held.forEach(b => { b.disabled = true; });
    say(state, 'sending');
    fetch(location.href, { method: 'POST', body, credentials: 'same-origin', headers: { Accept: 'text/html' } })
      .then(r => {
        if (r.redirected) { location.href = r.url; return ''; }
        if (!r.ok) throw new Error(String(r.status));
        return r.text();
      })
      .then(html => {
        if (!html) return;
        held.forEach(b => { b.disabled = false; });
        takeOver(form, html, false);
        say(state, form.querySelector('[data-live=papers] .error') ? 'refused' : 'sent');
      })
      .catch(() => { held.forEach(b => { b.disabled = false; }); say(state, 'unsent'); });
  });
  plain(form);
}
document.querySelectorAll('form[data-max-together]').forEach(papers);

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
