// Lets the code page open without network. Keeps that one page (20 minutes at most) and our own
// versioned assets; every other request passes untouched.
'use strict';
const PAGES = 'tc-code', FILES = 'tc-files';
const KEEP_MS = 20 * 60 * 1000, WAIT_MS = 3000, MAX_FILES = 60;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', e => e.waitUntil(
  caches.keys()
    .then(all => Promise.all(all.filter(n => n.startsWith('tc-') && n !== PAGES && n !== FILES).map(n => caches.delete(n))))
    .then(() => self.clients.claim())));

const forget = () => caches.delete(PAGES);

self.addEventListener('message', e => {
  const m = e.data || {};
  if (m.type === 'forget') e.waitUntil(forget());
  if (m.type === 'keep') e.waitUntil(Promise.all([
    m.page === '/code' ? fetch('/code', { credentials: 'same-origin' }).then(keepPage).catch(() => {}) : null,
    ...(m.files || []).filter(isAsset).map(u => refresh(new Request(u)).catch(() => {}))
  ]));
});

function isAsset(url) {
  const u = new URL(url, self.location.href);
  return u.origin === self.location.origin && /^\/(css|js|lib)\//.test(u.pathname);
}

// The page counts on from the moment it was kept: that moment is written into it when it is served again.
async function keepPage(r) {
  if (r.status !== 200 || r.redirected || !/text\/html/.test(r.headers.get('content-type') || '')) return;
  const headers = new Headers(r.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  headers.set('x-kept', String(Date.now()));
  const cache = await caches.open(PAGES);
  await cache.put('/code', new Response(await r.blob(), { status: 200, headers }));
}
async function keptPage() {
  const cache = await caches.open(PAGES), r = await cache.match('/code', { ignoreVary: true });
  if (!r) return null;
  const kept = Number(r.headers.get('x-kept'));
  const age = Date.now() - kept;
  if (!(age >= 0 && age < KEEP_MS)) { await forget(); return null; }
  const html = (await r.text()).replace(/data-server-now="/, `data-kept="${kept}" data-server-now="`);
  return new Response(html, { status: 200, headers: r.headers });
}

async function codePage(event) {
  const copy = keptPage();
  const net = fetch(event.request);
  const stored = net.then(r => keepPage(r.clone()), () => {});
  event.waitUntil(stored.catch(() => {}));
  const slow = new Promise(done => setTimeout(done, WAIT_MS, null));
  const quick = await Promise.race([net.catch(() => null), slow]);
  if (quick && quick.status < 500) return quick;
  return (await copy) || net;
}

async function refresh(request) {
  const r = await fetch(request);
  if (r.ok && r.type === 'basic' && !r.redirected) {
    const cache = await caches.open(FILES);
    await cache.put(request, r.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MAX_FILES)).map(k => cache.delete(k)));
  }
  return r;
}
async function asset(event) {
  const cache = await caches.open(FILES), hit = await cache.match(event.request, { ignoreVary: true });
  const fresh = refresh(event.request);
  if (!hit) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return hit;
}

self.addEventListener('fetch', event => {
  const r = event.request, u = new URL(r.url);
  if (u.origin !== self.location.origin) return;
  if (r.mode === 'navigate' && /^\/sign(in|out)(\/|$)/.test(u.pathname)) { event.waitUntil(forget()); return; }
  if (r.method !== 'GET') return;
  if (r.mode === 'navigate') { if (u.pathname === '/code') event.respondWith(codePage(event)); return; }
  if (isAsset(r.url) && !r.headers.has('range')) event.respondWith(asset(event));
});
