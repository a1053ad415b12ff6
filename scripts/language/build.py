#!/usr/bin/env python3
"""Makes src/Svar.Language/Detection/languages.bin: how likely short strings of letters are in each language.

Sources (see src/Svar.Language/NOTICE):
  words/*.txt                 frequent words, most frequent first, written for this project
  FIXTURES/snowball/*.tsv     vocabularies of the Snowball project (BSD-3-Clause)
  FIXTURES/langid_udhr/*.txt  the Universal Declaration of Human Rights
  MATERIAL/                   what corpus.py fetches from Debian: user-interface texts of Firefox and
                              LibreOffice (MPL-2.0), word lists of Tesseract (Apache-2.0)

langid_lingua, which the detector is measured on, is never read here.

usage: build.py FIXTURES MATERIAL OUT
"""
import collections
import glob
import gzip
import math
import os
import re
import sys

# 'no' is Bokmål and Nynorsk taken together
LANGUAGES = "ar cs da de en es et fi fr is it lt lv nb nl nn pl pt ru so sv tr uk vi no".split()
TESSERACT = dict(ar="ara", cs="ces", da="dan", de="deu", en="eng", es="spa", et="est", fi="fin", fr="fra", it="ita", lt="lit", lv="lav",
                 nb="nor", nl="nld", nn="nor", pl="pol", pt="por", ru="rus", sv="swe", tr="tur", uk="ukr", vi="vie")
TESSERACT["is"] = "isl"
SNOWBALL = dict(da="danish", nl="dutch", en="english", fi="finnish", fr="french", de="german", nb="norwegian", es="spanish", sv="swedish")
UDHR = dict(ar="arb", cs="ces", da="dan", et="est", fi="fin", it="ita", lv="lav", nl="nld", pt="por_BR", so="som", sv="swe", tr="tur", uk="ukr", vi="vie")
BOKMAAL = re.compile(r"(ene|else|elsen|elser|elsene|het|heten|heter|ede|edes|ende|es|ers|et|ede|lig|lige|ligt|inger|ingen|som?met|ning|ere|este)$|^(jeg|ikke|hv|fra|be|an[^dn]|ut?[ck]|hjem|noe|øy|v[eæ]re|ble|selv|uke|begyn|gjenn?om)|eid|aa|ud|oen")
NYNORSK = re.compile(r"(leg|legare|inga|ingane|heit|heita|heiter|ande|ane|ar|arar|arane|asjonar|asjonen?s?ar|edd|sleg|skap[ae]t?|eleg)$|^(eg|ikkj|ein|kv|frå|korleis|skul|mykj|sjølv|byrj|gje|sjå|nokr)")
MAX_ORDER = 4
ENTRIES = {1: 300, 2: 4000, 3: 13000, 4: 22000}   # strings kept of each length
WORDS_KEPT = collections.defaultdict(lambda: 700, nb=2500, nn=2500, da=2500, sv=2500)  # whole words kept of each language
FLOOR = {1: 1e-5, 2: 1e-5, 3: 3e-6, 4: 2e-6, 'w': 1e-5}
SCALE = 8                                       # steps of a table byte for one unit of ln

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def words_of(text):
    for w in WORD.findall(text.replace('\u0307', '')):
        w = w.lower().replace('’', "'")
        if 1 <= len(w) <= 30:
            yield w


def normalised(counts):
    total = sum(counts.values())
    return {w: c / total for w, c in counts.items()} if total else {}


def read_sources(fixtures, corpus, tesseract):
    texts = {}
    for path in glob.glob(os.path.join(corpus, '*.txt')):
        texts[os.path.basename(path)[:-4]] = open(path, encoding='utf-8').read().split('\n')
    english = set(texts['en'])
    result = {}
    here = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'words')
    for language in LANGUAGES[:-1]:
        parts = []
        if language in texts:
            counts = collections.Counter()
            for line in texts[language]:
                if language == 'en' or line not in english:
                    counts.update(words_of(line))
            # these texts repeat a few words of their subject; the power takes their weight down
            parts.append((1.0, normalised({w: c ** 0.7 for w, c in counts.items()})))
        if language in SNOWBALL:
            vocabulary = [row.split('\t')[0] for row in open(os.path.join(fixtures, 'snowball', SNOWBALL[language] + '.tsv'), encoding='utf-8')]
            parts.append((0.8, normalised({w: 1 for w in vocabulary if WORD.fullmatch(w)})))
        if language in TESSERACT:
            found = set()
            for w in open(os.path.join(tesseract, TESSERACT[language] + '.words'), encoding='utf-8').read().split('\n'):
                if not WORD.fullmatch(w) or len(w) < 3 or not (w == w.lower() or (language == 'de' and w[1:] == w[1:].lower())):
                    continue
                if not (language == 'nn' and BOKMAAL.search(w)) and not (language == 'nb' and NYNORSK.search(w)):
                    found.add(w.lower())
            parts.append((1.5, normalised({w: 1 for w in found})))
        path = os.path.join(here, language + '.txt')
        if os.path.exists(path):
            ranked = list(dict.fromkeys(w for w in open(path, encoding='utf-8').read().split()))
            parts.append((1.5, normalised({w: 1 / (i + 12) for i, w in enumerate(ranked)})))
        if language == 'nn':
            # the Norwegian vocabulary holds both forms: what no Nynorsk writer writes is left out
            vocabulary = [row.split('\t')[0] for row in open(os.path.join(fixtures, 'snowball', 'norwegian.tsv'), encoding='utf-8')]
            parts.append((0.5, normalised({w: 1 for w in vocabulary if WORD.fullmatch(w) and not BOKMAAL.search(w)})))
        if language in UDHR:
            counts = collections.Counter(words_of(open(os.path.join(fixtures, 'langid_udhr', UDHR[language] + '.txt'), encoding='utf-8').read()))
            parts.append((0.15, normalised(counts)))
        mixed = collections.defaultdict(float)
        total = sum(weight for weight, _ in parts)
        for weight, part in parts:
            for w, p in part.items():
                mixed[w] += p * weight / total
        result[language] = mixed
    result['no'] = {w: 0.5 * result['nb'].get(w, 0) + 0.5 * result['nn'].get(w, 0) for w in {**result['nb'], **result['nn']}}
    return result


def probabilities(words):
    """Word probabilities -> for each length the probability of each string of letters, word ends as blanks."""
    grams = {n: collections.defaultdict(float) for n in range(1, MAX_ORDER + 1)}
    for w, p in words.items():
        padded = ' ' + w + ' '
        for n in range(1, MAX_ORDER + 1):
            table = grams[n]
            for i in range(len(padded) - n + 1):
                g = padded[i:i + n]
                if g != ' ':
                    table[g] += p
    for n in grams:
        total = sum(grams[n].values())
        grams[n] = {g: p / total for g, p in grams[n].items()}
    return grams


def main(fixtures, material, out):
    sources = read_sources(fixtures, os.path.join(material, 'corpus'), os.path.join(material, 'tesseract'))
    tables = {language: probabilities(words) for language, words in sources.items()}
    rows = []

    def add(text, values, floor):
        mask, steps = 0, []
        for i, p in enumerate(values):
            step = round(SCALE * math.log(p / floor)) if p > floor else 0
            if step > 0:
                mask |= 1 << i
                steps.append(min(step, 255))
        if mask:
            rows.append((text, mask, bytes(steps)))

    sections = []
    for n in range(1, MAX_ORDER + 1):
        rows = []
        best = collections.defaultdict(float)
        for language in LANGUAGES:
            for g, p in tables[language][n].items():
                best[g] = max(best[g], p)
        for g in sorted(sorted(best, key=lambda g: (-best[g], g))[:ENTRIES[n]]):
            add(g, [tables[language][n].get(g, 0) for language in LANGUAGES], FLOOR[n])
        sections.append(rows)
    kept = set()
    rows = []
    for language in LANGUAGES:
        kept.update(sorted((w for w in sources[language] if len(w) > 2), key=lambda w: (-sources[language][w], w))[:WORDS_KEPT[language]])
    for w in sorted(kept):
        add(w, [sources[language].get(w, 0) for language in LANGUAGES], FLOOR['w'])
    sections.append(rows)

    # a line of languages and the counts of the sections; then, for all rows, texts, languages and steps apart
    every = [row for rows in sections for row in rows]
    body = bytearray(' '.join(LANGUAGES).encode() + b'\n' + ' '.join(str(len(rows)) for rows in sections).encode() + b'\n')
    body += ''.join(text + '\n' for text, _, _ in every).encode()
    for byte in range(4):
        body += bytes(mask >> (8 * byte) & 255 for _, mask, _ in every)
    body += b''.join(steps for _, _, steps in every)
    with open(out, 'wb') as f:
        f.write(gzip.compress(bytes(body), 9, mtime=0))
    print([len(rows) for rows in sections], 'rows', os.path.getsize(out), 'bytes')


if __name__ == '__main__':
    main(*sys.argv[1:])
