// The code page: keeps the symbol current, also without network. Holds no words: texts come from data-t-*.
// Time is the server's time at load or last sync plus elapsed time, never the phone's own clock.
const $ = id => document.getElementById(id);
const root = $('code');
const KEY = 'tc.code';
const RESYNC = 300, AHEAD = 600, BRIGHT_MS = 180000;

const read = () => { try { return JSON.parse(localStorage.getItem(KEY)); } catch (e) { return null; } };
const write = r => { try { localStorage.setItem(KEY, JSON.stringify(r)); } catch (e) { /* private mode */ } };
const erase = () => { try { localStorage.removeItem(KEY); } catch (e) { /* private mode */ } };
const mono = () => performance.now();
const say = (name, values) => {
  const t = root.getAttribute('data-t-' + name) || '';
  return t.replace(/\{(\w+)\}/g, (m, k) => (values && values[k] != null ? values[k] : ''));
};

function start() {
  const batch = JSON.parse($('batch').textContent);
  const qr = $('qr'), bar = $('bar'), left = $('left'), status = $('status');
  const loadKey = root.dataset.serverNow;
  let slots = batch.slots, lib = null, drawn = 0, veil = null, veilKind = '', frozen = false, signedOut = false;
  let failed = false, syncing = null, syncedAt = mono(), seen = 'last' in root.dataset ? root.dataset.last : null, usedNbf = 0, lock = null, brightUntil = mono() + BRIGHT_MS;
  const first = current(loadKey / 1000), firstNbf = first ? first.slot.nbf : 0;
  let base = firstBase();

  // Where did this page come from? Fresh: count from the moment its first byte arrived. Restored from the
  // service worker's copy (data-kept) or any other cache (known loadKey): add the wall time passed since.
  function firstBase() {
    const nav = performance.getEntriesByType && performance.getEntriesByType('navigation')[0];
    const at = nav && nav.responseStart > 0 && nav.responseStart < mono() ? nav.responseStart : mono();
    const wall = Date.now() - (mono() - at), now = +loadKey, rec = read();
    if (rec && rec.k === loadKey) {
      if (rec.slots && rec.slots.length) slots = rec.slots;
      return { server: rec.s + Math.max(0, wall - rec.w), mono: at, wall };
    }
    const kept = +root.dataset.kept;
    const b = { server: now + (kept ? Math.max(0, wall - kept) : 0), mono: at, wall };
    write({ k: loadKey, s: b.server, w: wall });
    return b;
  }
  const now = () => (base.server + mono() - base.mono) / 1000;

  // Some phones stop the monotonic timer while asleep. Believe whichever clock says more time has passed:
  // at worst a symbol is retired early, never shown late.
  function catchUp() {
    const slept = Date.now() - base.wall - (mono() - base.mono);
    if (slept > 2000) base = { server: base.server + slept, mono: base.mono, wall: base.wall + slept };
  }

  // ---- drawing
  function loadLib() {
    if (!lib && root.dataset.qrLib) import(root.dataset.qrLib).then(m => { lib = m; drawn = 0; tick(); }, () => {});
  }
  function draw(slot) {
    const q = lib.generate(batch.link + slot.digits, { minCorrectionLevel: lib.correction.M, maxCorrectionLevel: lib.correction.M });
    let d = '';
    for (let y = 0; y < q.size; y++) for (let x = 0; x < q.size; x++) if (q.get(x, y)) {
      let n = 1;
      while (q.get(x + n, y)) n++;
      d += `M${x + 4} ${y + 4}h${n}v1h-${n}z`;
      x += n;
    }
    const ns = 'http://www.w3.org/2000/svg', svg = document.createElementNS(ns, 'svg'), size = q.size + 8;
    const old = qr.querySelector('svg');
    svg.setAttribute('viewBox', `0 0 ${size} ${size}`);
    svg.setAttribute('shape-rendering', 'crispEdges');
    svg.setAttribute('aria-hidden', 'true');
    for (const [fill, path] of [['#fff', `M0 0h${size}v${size}H0z`], ['#000', d]]) {
      const p = document.createElementNS(ns, 'path');
      p.setAttribute('fill', fill);
      p.setAttribute('d', path);
      svg.appendChild(p);
    }
    if (old) qr.replaceChild(svg, old); else qr.insertBefore(svg, qr.firstChild);
    drawn = slot.nbf;
  }
  function setVeil(kind, text) {
    if (veilKind === kind) return;
    veilKind = kind;
    if (veil) veil.remove();
    veil = null;
    const off = kind && kind !== 'used';
    root.classList.toggle('is-off', !!off);
    root.classList.toggle('is-used', kind === 'used');
    if (!kind) return;
    if (off) bright(false);
    veil = document.createElement('div');
    veil.className = 'veil';
    veil.setAttribute('role', 'alert');
    veil.appendChild(document.createElement('p')).textContent = text;
    if (kind === 'expired') {
      const b = veil.appendChild(document.createElement('button'));
      b.type = 'button';
      b.className = 'btn2';
      b.textContent = say('retry');
      b.onclick = e => { e.stopPropagation(); sync().then(ok => { if (!ok && navigator.onLine !== false) location.reload(); }); };
    }
    qr.appendChild(veil);
  }

  // ---- each second (the last second of a life is not shown: the tick may come late)
  function current(t) {
    for (let i = slots.length - 1; i >= 0; i--)
      if (slots[i].nbf <= t) return t < slots[i].nbf + batch.life - 1 ? { slot: slots[i], next: slots[i + 1] } : null;
    return null;
  }
  function tick() {
    const t = now(), c = frozen ? null : current(t), end = slots.length ? slots[slots.length - 1].nbf + batch.life : 0;
    // The server drew the first symbol itself: leave it until its slot ends or the library is there.
    if (c && lib && c.slot.nbf !== drawn) { try { draw(c.slot); } catch (e) { lib = null; } }
    const shown = c && c.slot.nbf === (drawn || firstNbf);
    if (!shown) {
      setVeil(frozen ? 'frozen' : 'expired', say(frozen ? 'frozen' : signedOut ? 'signedout' : 'expired'));
      bar.style.transform = 'scaleX(0)';
      left.textContent = '';
    } else {
      const until = c.next ? c.next.nbf : c.slot.nbf + batch.life;
      const s = Math.max(1, Math.ceil(until - t));
      const m = Math.floor((end - t) / 60);
      setVeil(c.slot.nbf === usedNbf ? 'used' : '', say('usedup', { s }));
      bar.style.transform = `scaleX(${Math.min(1, (until - t) / (c.next ? batch.slot : batch.life)).toFixed(3)})`;
      const off = failed || navigator.onLine === false;
      const second = off ? (m ? say('offline', { m }) : say('offline-short') || say('offline', { m })) : say('online', { m });
      left.textContent = say(c.next ? 'left' : 'last', { s }) + (second ? ' · ' + second : '');
    }
    if (document.visibilityState === 'visible' && navigator.onLine !== false && !frozen) {
      const age = (mono() - syncedAt) / 1000, wait = failed || !shown ? 15 : end - t < AHEAD ? 20 : RESYNC;
      if (age > wait) sync();
    }
    if (lock && mono() > brightUntil && !document.body.classList.contains('bright')) sleepOk();
  }

  // ---- sync
  function get(url) {
    const stop = typeof AbortController === 'function' ? new AbortController() : null;
    const timer = setTimeout(() => stop && stop.abort(), 8000);
    const sent = mono();
    return fetch(url, { cache: 'no-store', credentials: 'same-origin', headers: { Accept: 'application/json' }, signal: stop ? stop.signal : undefined })
      .then(r => {
        signedOut = r.status === 401 || r.status === 403 || (r.redirected && !/json/.test(r.headers.get('content-type') || ''));
        if (!r.ok || signedOut) throw new Error(String(r.status));
        return r.json();
      })
      .then(j => { j.sent = sent; clearTimeout(timer); return j; }, e => { clearTimeout(timer); throw e; });
  }
  function sync() {
    if (syncing) return syncing;
    syncedAt = mono();
    syncing = get(root.dataset.sync).then(j => {
      // The answer left the server at the earliest when we asked: half the way back is a fair guess.
      const half = Math.min(2000, (mono() - j.sent) / 2);
      base = { server: j.now + half, mono: mono(), wall: Date.now() };
      failed = false;
      frozen = !!j.frozen;
      if (Array.isArray(j.slots)) { slots = j.slots; if (usedNbf && !slots.some(s => s.nbf === usedNbf)) usedNbf = 0; }
      if (frozen) { erase(); forget(); } else write({ k: loadKey, s: base.server, w: base.wall, slots });
      if (j.last) show(j.last, seen === null);
      else if (seen === null) seen = '';
      if (!lib) loadLib();
      return true;
    }, () => { failed = true; if (signedOut) note(say('signedout'), 'wait'); return false; })
      .then(ok => { syncing = null; tick(); return ok; });
    return syncing;
  }
  const forget = () => {
    const sw = navigator.serviceWorker;
    if (sw && sw.controller) sw.controller.postMessage({ type: 'forget' });
  };

  // ---- what happened to the code
  function note(text, tone, href) {
    const safe = typeof href === 'string' && /^\/(?![/\\])/.test(href);
    const el = document.createElement(safe ? 'a' : 'span');
    if (safe) { el.href = href; }
    el.className = 'live ' + tone + (safe ? ' go' : '');
    el.textContent = text;
    status.textContent = '';
    status.appendChild(el);
  }
  function show(data, old, kind) {
    kind = data.kind || kind;
    const id = String(data.id != null ? data.id : [kind, data.time, data.where, data.text].join('|'));
    if (id === seen) return;
    seen = id;
    // The first poll tells what was already known before the page opened; only news is announced.
    if (old) return;
    if (kind === 'used' && data.nbf) usedNbf = data.nbf;
    note(data.text || say(kind, data), kind === 'visit' ? 'wait' : 'ok', data.href);
    if (navigator.vibrate) try { navigator.vibrate(60); } catch (e) { /* not allowed here */ }
    tick();
    if (kind === 'used') sync();
  }
  let stream = null, poller = 0, pollGap = 2000;
  function listen() {
    if (!root.dataset.live || stream) return;
    if (typeof EventSource !== 'function') { poll(); return; }
    try { stream = new EventSource(root.dataset.live); } catch (e) { poll(); return; }
    stream.onopen = () => { clearTimeout(poller); poller = 0; };
    stream.onerror = () => {
      if (stream && stream.readyState === 2) { stream = null; setTimeout(listen, 60000); }
      poll();
    };
    for (const kind of ['used', 'visit', 'case'])
      stream.addEventListener(kind, e => { try { show(JSON.parse(e.data), false, kind); } catch (x) { /* not ours */ } });
  }
  function poll() {
    if (poller) return;
    poller = setTimeout(function again() {
      if (stream && stream.readyState === 1) { poller = 0; return; }
      const idle = document.visibilityState !== 'visible' || navigator.onLine === false || frozen;
      (idle ? Promise.resolve(true) : sync()).then(ok => {
        pollGap = ok ? 2000 : Math.min(30000, pollGap * 2);
        if (poller) poller = setTimeout(again, pollGap);
      });
    }, pollGap);
  }
  function hush() {
    if (stream) stream.close();
    stream = null;
    clearTimeout(poller);
    poller = 0;
  }

  // ---- large and bright
  function wake() {
    if (lock || !navigator.wakeLock || document.visibilityState !== 'visible') return;
    try { navigator.wakeLock.request('screen').then(l => { lock = l; l.onrelease = () => { lock = null; }; }, () => {}); } catch (e) { /* absent */ }
  }
  function sleepOk() { if (lock) try { lock.release(); } catch (e) { /* gone */ } lock = null; }
  function bright(on) {
    if (on && veilKind && veilKind !== 'used') return;
    document.body.classList.toggle('bright', on);
    qr.setAttribute('aria-pressed', String(on));
    brightUntil = mono() + BRIGHT_MS;
    if (on) wake();
  }
  const toggle = () => bright(!document.body.classList.contains('bright'));
  qr.setAttribute('role', 'button');
  qr.setAttribute('tabindex', '0');
  if (say('bright')) qr.setAttribute('aria-label', say('bright'));
  qr.addEventListener('click', toggle);
  qr.addEventListener('keydown', e => { if (e.target === qr && (e.key === 'Enter' || e.key === ' ')) { e.preventDefault(); toggle(); } });
  document.addEventListener('keydown', e => { if (e.key === 'Escape') bright(false); });

  // ---- coming and going
  const back = () => { catchUp(); tick(); sync(); wake(); if (root.dataset.live) listen(); };
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible') back(); });
  addEventListener('pageshow', e => { if (e.persisted) back(); });
  addEventListener('pagehide', hush);
  addEventListener('online', () => { sync(); listen(); });
  addEventListener('offline', tick);

  loadLib();
  tick();
  setInterval(() => { catchUp(); tick(); }, 1000);
  wake();
  if (root.dataset.kept || now() * 1000 - loadKey > 5000) sync();
  listen();
  worker(root);
}

// The service worker keeps a copy of this page for 20 minutes. On the very first visit it was not yet
// in charge, so it is told what to keep.
function worker() {
  const sw = navigator.serviceWorker;
  if (!root.dataset.sw || !sw) return;
  const first = !sw.controller;
  sw.register(root.dataset.sw, { scope: '/' }).then(() => sw.ready).then(reg => {
    if (!first || !reg.active) return;
    const own = u => u && new URL(u, location.href).href;
    const files = [root.dataset.qrLib]
      .concat([].map.call(document.querySelectorAll('link[rel=stylesheet],script[src]'), e => e.href || e.src))
      .filter(Boolean).map(own);
    reg.active.postMessage({ type: 'keep', page: location.pathname, files });
  }).catch(() => {});
}

if (root) start();
