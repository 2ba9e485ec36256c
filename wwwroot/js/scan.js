// Reads talent codes with the camera or from the keyboard and asks the server what they are.
// It never opens what it scanned: the text goes to data-post, and only a path of our own under
// data-open-prefix (default /hall/) in the answer is followed. Holds no words: texts come from data-t-*.
const $ = id => document.getElementById(id);
const root = $('scan');
const FRAME_MS = 110, SAME_MS = 2000, OPEN_MS = 600, ANSWER_MS = 8000, RETRY_MS = 3000;
const LIFE_URL = 60000, LIFE_SHORT = 120000, MAX_TEXT = 600;
const mono = () => performance.now();
const say = (name, values) => (root.getAttribute('data-t-' + name) || '')
  .replace(/\{(\w+)\}/g, (m, k) => (values && values[k] != null ? values[k] : ''));
const within = (promise, ms) => Promise.race([promise, new Promise((_, no) => setTimeout(no, ms, new Error('timeout')))]);

// ---- decoders
// The word OK as a version-1 symbol, one base-36 number per row: engines exist that offer a
// BarcodeDetector which then reads nothing, so it has to read this first.
const PROBE = '18ltr mudd wtwd wswt wtwd mzi9 18prz 3r4 xfng ifxg yaon lu7o k7fa 4p4 18o6a mxmy wrvo wr38 wsyk mvcl 18p7g';
function probeCanvas() {
  const rows = PROBE.split(' '), n = rows.length, px = 8, c = document.createElement('canvas');
  c.width = c.height = (n + 8) * px;
  const g = c.getContext('2d');
  g.fillStyle = '#fff';
  g.fillRect(0, 0, c.width, c.height);
  g.fillStyle = '#000';
  rows.forEach((r, y) => {
    const bits = parseInt(r, 36);
    for (let x = 0; x < n; x++) if ((bits >> (n - 1 - x)) & 1) g.fillRect((x + 4) * px, (y + 4) * px, px, px);
  });
  return c;
}
async function nativeDecoder() {
  if (typeof self.BarcodeDetector !== 'function') return null;
  try {
    const kinds = await within(BarcodeDetector.getSupportedFormats(), 2000);
    if (kinds.indexOf('qr_code') < 0) return null;
    const d = new BarcodeDetector({ formats: ['qr_code'] });
    const hit = await within(d.detect(probeCanvas()), 2500);
    if (!hit.length || hit[0].rawValue !== 'OK') return null;
    return async video => { const r = await d.detect(video); return r.length ? r[0].rawValue : ''; };
  } catch (e) { return null; }
}
function addScript(src) {
  return new Promise((yes, no) => {
    const s = document.createElement('script');
    s.src = src;
    s.onload = yes;
    s.onerror = () => no(new Error('script'));
    document.head.appendChild(s);
  });
}
async function wasmDecoder() {
  if (!self.ZXingWASM) await addScript(root.dataset.zxing);
  const zx = self.ZXingWASM, wasm = root.dataset.wasm;
  // Without this the library would fetch its .wasm from a public CDN.
  await zx.prepareZXingModule({ overrides: { locateFile: (path, prefix) => (/\.wasm$/.test(path) ? wasm : prefix + path) }, fireImmediately: true });
  const c = document.createElement('canvas'), g = c.getContext('2d', { willReadFrequently: true });
  let n = 0;
  return async video => {
    // Mostly the middle, where the frame on screen asks people to aim; now and then the whole picture.
    const w = video.videoWidth, h = video.videoHeight, whole = ++n % 3 === 0, side = Math.min(w, h);
    const cw = whole ? w : side, ch = whole ? h : side;
    if (c.width !== cw || c.height !== ch) { c.width = cw; c.height = ch; }
    g.drawImage(video, (w - cw) / 2, (h - ch) / 2, cw, ch, 0, 0, cw, ch);
    const found = await zx.readBarcodes(g.getImageData(0, 0, cw, ch), { formats: ['QRCode'], maxNumberOfSymbols: 1, tryHarder: true });
    return found.length && found[0].isValid !== false ? found[0].text : '';
  };
}
let decoder = null;
const getDecoder = () => decoder || (decoder = nativeDecoder()
  .then(d => { root.dataset.decoder = d ? 'native' : 'wasm'; return d || wasmDecoder(); })
  .catch(e => { decoder = null; throw e; }));

function start() {
  const cam = $('cam'), status = $('scan-status'), result = $('result'), form = $('short');
  const startBtn = $('cam-start'), torchBtn = $('cam-torch'), switchBtn = $('cam-switch');
  let stream = null, opening = false, wanted = false, loop = 0, deviceId = '', torch = false, audio = null;
  let lastText = '', lastSeen = -1e9, busy = false, pending = null, retryTimer = 0, leaving = false;
  try { deviceId = localStorage.getItem('tc.cam') || ''; } catch (e) { /* private mode */ }
  const tell = (name, tone) => { status.textContent = say(name); status.dataset.state = name; status.dataset.tone = tone || ''; };
  const showIf = (el, on) => { if (el) el.hidden = !on; };

  // ---- camera
  function constraints() {
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    return { audio: false, video: deviceId ? Object.assign({ deviceId: { exact: deviceId } }, size) : Object.assign({ facingMode: { ideal: 'environment' } }, size) };
  }
  function why(e) {
    switch (e && e.name) {
      case 'NotAllowedError': case 'SecurityError': case 'PermissionDeniedError': return 'denied';
      case 'NotFoundError': case 'DevicesNotFoundError': case 'OverconstrainedError': return 'none';
      case 'NotReadableError': case 'TrackStartError': case 'AbortError': return 'busy';
      default: return 'failed';
    }
  }
  async function open() {
    if (stream || opening || leaving) return;
    wanted = true;
    const md = navigator.mediaDevices;
    if (!md || !md.getUserMedia) { tell(window.isSecureContext === false ? 'insecure' : 'unsupported', 'no'); return; }
    opening = true;
    showIf(startBtn, false);
    tell('starting');
    try {
      let s;
      try { s = await md.getUserMedia(constraints()); } catch (e) {
        if (!deviceId) throw e;
        deviceId = '';
        s = await md.getUserMedia(constraints());
      }
      if (!wanted || document.visibilityState !== 'visible') { s.getTracks().forEach(t => t.stop()); return; }
      stream = s;
      cam.srcObject = s;
      root.classList.add('is-on');
      const track = s.getVideoTracks()[0];
      track.onended = () => { if (stream === s) { close(); wanted = false; showIf(startBtn, true); tell('busy', 'no'); } };
      await cam.play().catch(() => {});
      extras(track);
      const read = await getDecoder().catch(() => null);
      if (!read) { tell('decoder', 'no'); return; }
      tell('aim');
      if (stream === s) frame(read, s);
    } catch (e) {
      close();
      wanted = false;
      showIf(startBtn, true);
      tell(why(e), 'no');
    } finally { opening = false; }
  }
  function close() {
    clearTimeout(loop);
    if (stream) stream.getTracks().forEach(t => { t.onended = null; t.stop(); });
    stream = null;
    torch = false;
    cam.srcObject = null;
    root.classList.remove('is-on');
    showIf(torchBtn, false);
    showIf(switchBtn, false);
  }
  async function extras(track) {
    const caps = track.getCapabilities ? track.getCapabilities() : {};
    showIf(torchBtn, !!caps.torch);
    if (!switchBtn || !navigator.mediaDevices.enumerateDevices) return;
    const cams = (await navigator.mediaDevices.enumerateDevices().catch(() => [])).filter(d => d.kind === 'videoinput' && d.deviceId);
    showIf(switchBtn, !!stream && cams.length > 1);
    switchBtn.onclick = () => {
      const set = track.getSettings ? track.getSettings().deviceId : deviceId;
      const at = cams.findIndex(d => d.deviceId === set);
      deviceId = cams[(at + 1) % cams.length].deviceId;
      try { localStorage.setItem('tc.cam', deviceId); } catch (e) { /* private mode */ }
      close();
      open();
    };
  }
  if (torchBtn) torchBtn.onclick = () => {
    const track = stream && stream.getVideoTracks()[0];
    if (!track) return;
    track.applyConstraints({ advanced: [{ torch: !torch }] }).then(() => {
      torch = !torch;
      torchBtn.setAttribute('aria-pressed', String(torch));
    }, () => showIf(torchBtn, false));
  };
  async function frame(read, mine) {
    if (stream !== mine) return;
    const began = mono();
    if (!busy && !leaving && cam.readyState >= 2 && cam.videoWidth) {
      try {
        const text = await read(cam);
        root.dataset.decodeMs = Math.round(mono() - began);
        if (text && stream === mine) seen(text);
      } catch (e) { /* one bad frame: the next one comes */ }
    }
    loop = setTimeout(frame, Math.max(20, FRAME_MS - (mono() - began)), read, mine);
  }
  // A code that stays in the picture is one scan; it counts again only after two seconds out of sight.
  function seen(text) {
    const same = text === lastText && mono() - lastSeen < SAME_MS;
    lastText = text;
    lastSeen = mono();
    if (!same) ask(text.slice(0, MAX_TEXT + 1), LIFE_URL);
  }

  // ---- asking the server
  const field = name => {
    const el = root.querySelector(`input[name="${name}"]:checked`) || root.querySelector(`select[name="${name}"],input[name="${name}"]:not([type=radio])`);
    return el ? el.value : root.dataset[name] || '';
  };
  function ask(text, life) {
    const purpose = field('purpose');
    if (!purpose && root.querySelector('input[name=purpose]')) {
      lastText = '';
      verdict('wait', say('purpose-word'), say('purpose'));
      return;
    }
    clearTimeout(retryTimer);
    pending = { text, purpose, window: field('window'), at: mono(), life };
    send(pending);
  }
  async function send(p) {
    if (busy || p !== pending) return;
    busy = true;
    tell('asking');
    const stop = typeof AbortController === 'function' ? new AbortController() : null;
    const timer = setTimeout(() => stop && stop.abort(), ANSWER_MS);
    try {
      const r = await fetch(root.dataset.post, {
        method: 'POST', credentials: 'same-origin', cache: 'no-store', signal: stop ? stop.signal : undefined,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', RequestVerificationToken: root.dataset.token || '' },
        body: JSON.stringify({ text: p.text, purpose: p.purpose, window: p.window })
      });
      const json = /json/.test(r.headers.get('content-type') || '') ? await r.json() : null;
      answered(r, json);
    } catch (e) { lost(p); } finally {
      clearTimeout(timer);
      busy = false;
      if (stream && !leaving) tell('aim');
    }
  }
  function answered(r, j) {
    pending = null;
    if (j && j.text) {
      const tone = j.tone === 'ok' || j.tone === 'wait' ? j.tone : 'no';
      const prefix = root.dataset.openPrefix || '/hall/';
      const path = typeof j.open === 'string' && j.open.indexOf(prefix) === 0 && !/[\\\s]|\/\/|\.\./.test(j.open) ? j.open : '';
      verdict(tone, j.word || say(tone), j.text, path, j.openText);
      if (form && tone === 'ok') form.reset();
      if (path && tone === 'ok') {
        leaving = true;
        setTimeout(() => { close(); location.assign(path); }, OPEN_MS);
      }
    } else if (r.status === 401 || r.status === 403 || r.redirected) verdict('no', say('no'), say('signedout'), '', '', true);
    else if (r.status === 400) verdict('wait', say('wait'), say('reload'), '', '', true);
    else if (r.status === 429) verdict('wait', say('wait'), say('slow'));
    else verdict('wait', say('wait'), say('server'));
  }
  // Kept for as long as the code itself lives, and tried again by itself.
  function lost(p) {
    if (p !== pending) return;
    if (mono() - p.at > p.life) { pending = null; verdict('no', say('no'), say('lost-expired')); return; }
    const s = Math.ceil((p.life - (mono() - p.at)) / 1000);
    const box = verdict('wait', say('wait'), say('lost', { s }), '', '', false, p.told);
    p.told = true;
    const b = box.appendChild(document.createElement('button'));
    b.type = 'button';
    b.className = 'btn2';
    b.textContent = say('retry');
    b.onclick = () => { clearTimeout(retryTimer); send(p); };
    retryTimer = setTimeout(send, RETRY_MS, p);
  }
  addEventListener('online', () => { if (pending) { clearTimeout(retryTimer); send(pending); } });

  // ---- showing the outcome: colour, icon (by CSS), word and sentence
  function verdict(tone, word, text, path, openText, reload, quiet) {
    result.textContent = '';
    result.className = 'verdict ' + tone;
    const box = result.appendChild(document.createElement('div'));
    box.appendChild(document.createElement('b')).textContent = word;
    box.appendChild(document.createElement('p')).textContent = text;
    const acts = box.appendChild(document.createElement('div'));
    acts.className = 'acts';
    if (path || reload) {
      const a = acts.appendChild(document.createElement('a'));
      a.className = path ? 'btn' : 'btn2';
      a.href = path || location.pathname;
      a.textContent = path ? openText || say('open') : say('reload-link');
    }
    if (!quiet) signal(tone);
    return acts;
  }
  function signal(tone) {
    if (navigator.vibrate) try { navigator.vibrate(tone === 'ok' ? 60 : [80, 60, 80]); } catch (e) { /* not allowed here */ }
    if (!audio || 'silent' in root.dataset) return;
    try {
      const o = audio.createOscillator(), g = audio.createGain(), t = audio.currentTime;
      o.frequency.value = tone === 'ok' ? 880 : 240;
      g.gain.setValueAtTime(.08, t);
      g.gain.linearRampToValueAtTime(0, t + .14);
      o.connect(g);
      g.connect(audio.destination);
      o.start(t);
      o.stop(t + .15);
    } catch (e) { /* no sound then */ }
  }
  // Browsers give sound only after a touch.
  document.addEventListener('click', () => {
    const A = window.AudioContext || window.webkitAudioContext;
    if (A && !audio) try { audio = new A(); } catch (e) { /* no sound then */ }
  });

  // ---- the short code by hand
  if (form) form.addEventListener('submit', e => {
    e.preventDefault();
    const input = form.elements.code;
    const digits = input.value.replace(/[０-９]/g, c => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\s-]/g, '');
    if (!/^\d{8,10}$/.test(digits)) { verdict('wait', say('wait'), say('short')); input.focus(); return; }
    ask(digits, LIFE_SHORT);
  });
  root.addEventListener('change', e => {
    // Whoever forgot the purpose need not take the code out of the picture first.
    if (e.target.name === 'purpose' && !busy) { lastText = ''; if (result.classList.contains('wait') && !pending) { result.textContent = ''; result.className = ''; } }
  });

  // ---- coming and going
  if (startBtn) startBtn.addEventListener('click', open);
  addEventListener('pagehide', close);
  addEventListener('pageshow', e => { if (e.persisted) { leaving = false; result.textContent = ''; result.className = ''; if (wanted) open(); } });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') { if (wanted) open(); } else close();
  });
  tell('idle');
  showIf(startBtn, true);
  try {
    navigator.permissions.query({ name: 'camera' }).then(p => { if (p.state === 'granted') open(); }, () => {});
  } catch (e) { /* asked by the button then */ }
}

if (root) start();
