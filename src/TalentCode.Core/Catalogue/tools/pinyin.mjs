// Writes pinyin.json: the syllables of every name, keyword and situation of the catalogue, read as phrases (重庆 is chong qing,
// 银行 is yin hang). Run after changing them: npm install --no-save pinyin-pro && node pinyin.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { pinyin } from 'pinyin-pro';

const at = name => new URL('../' + name, import.meta.url);
const read = name => JSON.parse(readFileSync(at(name), 'utf8'));
const texts = new Set();
for (const item of read('catalogue.json')) {
  for (const text of [item.zh, item.shortZh, ...item.keywordsZh]) texts.add(text);
}
for (const situation of read('situations.json')) texts.add(situation.zh);
const all = {};
for (const text of [...texts].sort()) {
  // Only what can be typed counts: signs and brackets are left out.
  all[text] = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true })
    .map(s => s.toLowerCase().replace(/[^a-z0-9]/g, '')).filter(s => s).join(' ');
}
writeFileSync(at('pinyin.json'), JSON.stringify(all, null, 0).replace(/","/g, '",\n"') + '\n');
