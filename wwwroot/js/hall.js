// The counter's pages: who came to the window, the end of a view, the last purpose, printing. Holds no words.
const POLL_MS = 2000;
const askServer = path => fetch(path, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } })
  .then(r => { if (!r.ok || r.redirected) throw new Error(String(r.status)); return r.json(); });

// ---- the last purpose, kept on this machine
const purposes = document.getElementById('purposes');
if (purposes) {
  const radios = [].slice.call(purposes.querySelectorAll('input'));
  try {
    const last = radios.find(r => r.value === localStorage.getItem('tc.purpose'));
    if (last) last.checked = true;
  } catch (e) { /* private mode */ }
  purposes.addEventListener('change', e => { try { localStorage.setItem('tc.purpose', e.target.value); } catch (x) { /* private mode */ } });
}

// ---- people at the window
function visits(box) {
  const list = box.querySelector('ul'), sample = box.querySelector('template').content.firstElementChild;
  const none = box.querySelector('[data-none]'), lost = box.querySelector('[data-lost]');
  let timer = 0;
  const show = rows => {
    const ids = rows.map(r => r.id);
    // Rows that stay are left alone, so that a button does not vanish under the finger.
    [].slice.call(list.children).forEach(li => { if (ids.indexOf(li.dataset.id) < 0) li.remove(); });
    const known = [].map.call(list.children, li => li.dataset.id);
    rows.filter(r => known.indexOf(r.id) < 0).forEach(r => {
      const li = sample.cloneNode(true);
      li.dataset.id = r.id;
      li.querySelector('[data-name]').textContent = r.name;
      li.querySelector('[data-purpose]').textContent = r.purpose;
      li.querySelector('button').value = r.id;
      list.appendChild(li);
    });
    none.hidden = rows.length > 0;
  };
  const ask = () => {
    clearTimeout(timer);
    if (document.visibilityState !== 'visible') return;
    askServer(box.dataset.poll)
      .then(rows => { lost.hidden = true; show(rows); }, () => { lost.hidden = false; })
      .then(() => { clearTimeout(timer); timer = setTimeout(ask, POLL_MS); });
  };
  document.addEventListener('visibilitychange', ask);
  timer = setTimeout(ask, POLL_MS);
}
const box = document.getElementById('visits');
if (box) visits(box);

// ---- a view closes itself when its time is over or the holder says no; the browser's memory does not bring it back
const person = document.getElementById('person');
if (person) {
  const end = Date.now() + Number(person.dataset.left), left = document.getElementById('left');
  const lost = person.querySelector('[data-lost]');
  let closed = false, poll = 0;
  const close = said => {
    if (closed) return;
    closed = true;
    clearInterval(timer);
    clearTimeout(poll);
    const over = document.getElementById('over').content.cloneNode(true);
    if (said) {
      over.querySelector('.verdict').className = 'verdict no';
      over.querySelector('b').textContent = said.title;
      over.querySelector('p').textContent = said.text;
    }
    person.textContent = '';
    person.appendChild(over);
  };
  const ask = () => {
    clearTimeout(poll);
    if (closed || document.visibilityState !== 'visible') return;
    askServer(person.dataset.poll)
      .then(said => { lost.hidden = true; if (!said.open) close(said); }, () => { lost.hidden = false; })
      .then(() => { clearTimeout(poll); if (!closed) poll = setTimeout(ask, POLL_MS); });
  };
  const tick = () => {
    const ms = end - Date.now();
    if (ms <= 0) close();
    else if (left) {
      const s = Math.ceil(ms / 1000);
      left.textContent = Math.floor(s / 60) + ':' + ('0' + (s % 60)).slice(-2);
    }
  };
  const timer = setInterval(tick, 1000);
  tick();
  poll = setTimeout(ask, POLL_MS);
  document.addEventListener('visibilitychange', () => { tick(); ask(); });
  addEventListener('pageshow', e => { if (e.persisted) location.reload(); });
}

// ---- printing
const print = document.querySelector('[data-print]');
if (print) print.addEventListener('click', () => window.print());
