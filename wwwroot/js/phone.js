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
  // While a paper is on its way the line speaks of that; only what goes wrong may interrupt.
  const tell = (name, values) => { if (!form.sending || name === 'failed') say(state, name, values); };
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
        form.unsaved = false;
        keepShown(form, answer.shown, others);
        Object.keys(others).forEach(key => differs(form, key, others[key], later));
        tell('saved', { time: answer.time });
        if (drives) { drives = false; refresh(form, true); }
      })
      .catch(() => { if (mine === turn) { dirty = form.unsaved = true; tell('failed'); } });
  };
  form.saveAgain = () => save(false);
  const later = e => {
    // Papers are sent by themselves, not with the words.
    if (e && e.target.type === 'file') return;
    form.typedAt = Date.now(); dirty = true; clearTimeout(timer); timer = setTimeout(save, 800, false);
  };
  const drivers = (form.dataset.drives || '').split(' ');
  form.addEventListener('input', later);
  form.addEventListener('change', e => {
    if (drivers.indexOf(e.target.name) >= 0) drives = true;
    later(e);
    ask(form);
  });
  ask(form);
  addEventListener('pagehide', () => save(true));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(true); });
  addEventListener('online', () => save(false));
}
document.querySelectorAll('form[data-draft]').forEach(draft);

// ---- papers: sent in pieces as soon as they are chosen; what has arrived stays there, and a lost connection goes on where it was
const files = form => [].filter.call(form.elements, i => i.type === 'file' && i.files && i.files.length);
const tooLarge = form => {
  const all = files(form).map(i => i.files[0].size);
  if (all.some(size => size > +form.dataset.maxFile)) return form.dataset.tFile;
  return all.reduce((sum, size) => sum + size, 0) > +form.dataset.maxTogether ? form.dataset.tTogether : '';
};
function complain(form, text, near) {
  let note = form.querySelector('[data-upload-note]');
  if (!note && text) {
    note = document.createElement('p');
    note.className = 'error';
    note.setAttribute('role', 'alert');
    note.setAttribute('data-upload-note', '');
  }
  if (!note) return;
  note.textContent = text;
  const field = near && form.querySelector('[name="' + near + '"]'), at = (field && field.closest('.field')) || form.querySelector('[data-live=papers]');
  if (text) at.append(note); else note.remove();
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
// After an answer that decides about other questions and papers, which has been saved before, and after papers; the place of one on its way is not taken from it.
function refresh(form, all) {
  const began = Date.now();
  form.answersToo = all || form.answersToo;
  if (form.sending) return Promise.resolve();
  return fetch(location.pathname, { credentials: 'same-origin', headers: { Accept: 'text/html' } })
    .then(r => { if (!r.ok || r.redirected) throw new Error(String(r.status)); return r.text(); })
    .then(html => {
      if (form.sending || form.getAttribute('aria-busy') === 'true') return;
      takeOver(form, html, form.answersToo && !(form.typedAt > began));
      form.answersToo = false;
    })
    .catch(() => { /* the server decides again when the form is sent */ });
}
const PIECE = 262144, SHRINK_FROM = 3000000, LONGEST = 3600, RETRY_MS = 4000, TRIES = 15;
// A large photograph is drawn smaller on the phone: it arrives in seconds, and an officer sees no less.
function shrunk(file) {
  if (file.size < SHRINK_FROM || !/^image\//.test(file.type) || !window.createImageBitmap) return Promise.resolve(file);
  return createImageBitmap(file, { imageOrientation: 'from-image' }).then(picture => {
    const by = Math.min(1, LONGEST / Math.max(picture.width, picture.height)), canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * by);
    canvas.height = Math.round(picture.height * by);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    return new Promise(done => canvas.toBlob(blob => done(blob && blob.size < file.size ? blob : file), 'image/jpeg', .86));
  }).catch(() => file);
}
function papers(form) {
  const state = statusOf(form), token = form.querySelector('[name=__RequestVerificationToken]');
  let held = [], arrived = false, refused = null;
  const send = (address, body) => fetch(address, { method: body === undefined ? 'GET' : 'POST', body, credentials: 'same-origin', headers: token ? { RequestVerificationToken: token.value } : {} })
    .then(r => {
      if (r.status === 409) return r.json().then(a => { throw { sentence: a.sentence, over: true }; });
      if (r.status === 404) throw { gone: true, over: true };
      // Signed out, or the page is older than the session: only the person can help.
      if (r.redirected || r.status === 400 || r.status === 401 || r.status === 403) throw { sentence: form.dataset.tEnded };
      if (!r.ok) throw { answered: true };
      return r.json();
    });
  // A lost connection is waited for, a server in trouble for a minute; a refusal is said; an upload that lapsed begins anew.
  const again = work => new Promise((done, fail) => {
    let troubles = 0;
    const attempt = () => work().then(done, error => {
      if (error.sentence || error.gone) { fail(error); return; }
      if ((error.answered || error instanceof SyntaxError) && ++troubles === TRIES) { fail({ sentence: form.dataset.tTrouble }); return; }
      say(state, 'paused');
      let timer = 0;
      const go = () => { clearTimeout(timer); removeEventListener('online', go); attempt(); };
      addEventListener('online', go);
      timer = setTimeout(go, RETRY_MS);
    });
    attempt();
  });
  const upload = (input, file, name) => {
    const bar = document.createElement('progress');
    bar.max = file.size;
    bar.setAttribute('aria-label', form.dataset.tProgress || '');
    input.after(bar);
    const key = 'tc.upload.' + location.pathname + input.name + name, begin = () => {
      const about = new URLSearchParams();
      about.set('code', input.dataset.code);
      if (input.dataset.member) about.set('member', input.dataset.member);
      about.set('length', file.size);
      return again(() => send('/uploads', about));
    };
    const known = sessionStorage.getItem(key);
    const from = known ? again(() => send('/uploads/' + known)).catch(error => { if (error.over) return begin(); throw error; }) : begin();
    const next = at => {
      sessionStorage.setItem(key, at.id);
      bar.value = at.received;
      // Words that could not be saved are said to be so until they are; where a piece gets through, they may as well.
      say(state, form.unsaved ? 'failed' : 'sending');
      if (form.unsaved) form.saveAgain();
      if (at.done) return at;
      // Read before it is sent: a photo that was moved or deleted meanwhile is no lost connection.
      return file.slice(at.received, at.received + PIECE).arrayBuffer().catch(() => { throw { sentence: form.dataset.tTrouble, over: true }; })
        .then(piece => again(() => send('/uploads/' + at.id + '?offset=' + at.received, piece))).then(next);
    };
    return from.then(next).then(() => { sessionStorage.removeItem(key); }, error => {
      if (error.over) sessionStorage.removeItem(key);
      bar.remove();
      if (error.gone) return upload(input, file, name);
      throw error;
    });
  };
  form.addEventListener('change', e => {
    const input = e.target;
    if (!input.matches('[data-upload]') || !input.files.length) return;
    const chosen = input.files[0];
    complain(form, '');
    refused = null;
    if (!form.sending) {
      arrived = false;
      held = [].filter.call(form.elements, b => b.type === 'submit' && !b.disabled);
      held.forEach(b => { b.disabled = true; });
    }
    form.sending = (form.sending || 0) + 1;
    // The form is free, and shown anew, when no paper is on its way any more.
    const ended = problem => {
      input.value = '';
      if (problem) complain(form, ...(refused = [problem, input.name])); else arrived = true;
      if (--form.sending) return;
      held.forEach(b => { b.disabled = false; });
      say(state, form.unsaved ? 'failed' : refused ? 'refused' : 'sent');
      if (form.unsaved) form.saveAgain();
      if (arrived || form.answersToo) refresh(form, false).then(() => { if (refused) complain(form, ...refused); });
    };
    shrunk(chosen).then(file => {
      if (file.size > +form.dataset.maxFile) throw { sentence: form.dataset.tFile };
      return upload(input, file, chosen.name + chosen.size + '.' + chosen.lastModified);
    }).then(() => ended(), error => ended(error.sentence || form.dataset.tTrouble));
  });
  plain(form);
}
document.querySelectorAll('form[data-max-together]').forEach(papers);
// A form that is not kept as a draft still asks only what its answers lead to.
document.querySelectorAll('form[data-asks]').forEach(form => {
  form.addEventListener('change', () => ask(form));
  ask(form);
  plain(form);
});

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

// ---- progress: a step taken elsewhere is shown at once; while somebody types or chooses it is only announced
function follow(first) {
  let stream = null, seen = true;
  const page = () => document.getElementById('main');
  const touched = () => [].some.call(page().querySelectorAll('form'), f => f.getAttribute('aria-busy') === 'true' || f.contains(document.activeElement) || f.typedAt
    || files(f).length || [].some.call(f.elements, i => (i.value !== i.defaultValue && /^(text|textarea|date|number|tel)$/.test(i.type)) || (i.type === 'radio' || i.type === 'checkbox') && i.checked !== i.defaultChecked));
  const announce = () => {
    if (page().querySelector('[data-moved]')) return;
    const note = document.createElement('p'), text = document.createElement('span'), link = document.createElement('a');
    note.className = 'alert wait';
    note.setAttribute('role', 'status');
    note.setAttribute('data-moved', '');
    text.textContent = page().dataset.tMoved + ' ';
    link.href = location.href;
    link.textContent = page().dataset.tSee;
    text.append(link);
    note.append(text);
    page().prepend(note);
  };
  const show = () => {
    if (touched()) { announce(); return; }
    fetch(location.href, { credentials: 'same-origin', headers: { Accept: 'text/html' } })
      .then(r => { if (!r.ok || r.redirected) throw new Error(String(r.status)); return r.text(); })
      .then(html => {
        const fresh = new DOMParser().parseFromString(html, 'text/html'), main = fresh.getElementById('main'), bar = fresh.querySelector('nav.bar');
        if (!main || touched()) { announce(); return; }
        const open = [].map.call(page().querySelectorAll('details'), d => d.open);
        page().replaceWith(main);
        if (bar) document.querySelector('nav.bar').replaceWith(bar);
        main.querySelectorAll('details').forEach((d, i) => { if (open[i]) d.open = true; });
        main.querySelectorAll('form[data-draft]').forEach(draft);
        main.querySelectorAll('form[data-max-together]').forEach(papers);
      })
      .catch(announce);
  };
  const listen = () => {
    if (document.visibilityState !== 'visible') { if (stream) stream.close(); stream = null; seen = false; return; }
    if (stream) return;
    stream = new EventSource(first);
    // Nobody told a phone in a pocket: what it shows may be old.
    if (!seen) { seen = true; show(); }
    stream.addEventListener('moved', e => { const id = page().dataset.case; if (!id || e.data.indexOf(id) >= 0) show(); });
    stream.onerror = () => { if (stream && stream.readyState === 2) { stream = null; setTimeout(listen, 60000); } };
  };
  document.addEventListener('visibilitychange', listen);
  addEventListener('pagehide', () => { if (stream) stream.close(); stream = null; });
  addEventListener('pageshow', e => { if (e.persisted) { seen = false; listen(); } });
  listen();
}
if (window.EventSource) document.querySelectorAll('[data-moves]').forEach(m => follow(m.dataset.moves));
