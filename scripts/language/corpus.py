#!/usr/bin/env python3
"""Fetches the material that build.py counts, from Debian's archive, into a folder.

  OUT/corpus/LANGUAGE.txt     user-interface texts: packages firefox-esr-l10n-*, libreoffice-l10n-{nb,nn,da,sv} (MPL-2.0)
  OUT/tesseract/CODE.words    word lists: packages tesseract-ocr-* (Apache-2.0), unpacked with Debian's tesseract-ocr tools

usage: corpus.py OUT        (needs apt-get, dpkg-deb and, of package tesseract-ocr, combine_tessdata and dawg2wordlist)
"""
import glob
import os
import re
import struct
import subprocess
import sys
import zipfile

FIREFOX = {"en": "en-gb", "es": "es-es", "nb": "nb-no", "nn": "nn-no", "pt": "pt-pt", "sv": "sv-se",
           **{code: code for code in "ar cs da de et fi fr is it lt lv nl pl ru tr uk vi".split()}}
LIBREOFFICE = ["nb", "nn", "da", "sv"]
TESSERACT = "ara ces dan deu eng est fin fra isl ita lit lav nor nld pol por rus spa swe tur ukr vie".split()


def unpack(package, out):
    folder = os.path.join(out, 'packages')
    os.makedirs(folder, exist_ok=True)
    to = os.path.join(folder, package)
    if not os.path.isdir(to):
        subprocess.run(['apt-get', 'download', '-qq', package], cwd=folder, check=True, stderr=subprocess.DEVNULL)
        subprocess.run(['dpkg-deb', '-x', glob.glob(os.path.join(folder, package + '_*.deb'))[0], to], check=True)
    return to


def plain(text):
    """Without tags, placeables, printf marks and links."""
    text = re.sub(r'<[^>]*>', ' ', text)
    for _ in range(2):
        text = re.sub(r'\{[^{}]*\}', ' ', text)
    text = re.sub(r'\\u([0-9A-Fa-f]{4})', lambda m: chr(int(m.group(1), 16)), text)
    return re.sub(r'%\d*\$?[A-Za-z@]|&[\w.]+;|#\d|\\n|https?:\S+', ' ', text).strip()


def fluent(text):
    for line in text.split('\n'):
        value = re.match(r'^\s*(?:-?[\w-]+|\.[\w-]+)\s*=\s*(.*)$', line)
        if value and not line.startswith('#'):
            yield value.group(1)
        elif line.startswith(' '):
            yield re.sub(r'^\s*\*?\[[^\]]*\]', '', line)


def properties(text):
    return (line.split('=', 1)[1] for line in text.split('\n') if '=' in line and not line.startswith('#'))


def firefox_lines(folder):
    for archive in glob.glob(os.path.join(folder, '**', '*.xpi'), recursive=True):
        with zipfile.ZipFile(archive) as xpi:
            for name in xpi.namelist():
                read = fluent if name.endswith('.ftl') else properties if name.endswith('.properties') else None
                if read:
                    yield from map(plain, read(xpi.read(name).decode('utf-8', 'replace')))


def gettext_lines(folder):
    """Translations that differ from their source. Format: GNU gettext, binary MO files."""
    for path in glob.glob(os.path.join(folder, '**', '*.mo'), recursive=True):
        with open(path, 'rb') as file:
            data = file.read()
        order = '<' if data[:4] == b'\xde\x12\x04\x95' else '>'
        count, sources, targets = struct.unpack(order + 'III', data[8:20])

        def text(table, i):
            length, at = struct.unpack(order + 'II', data[table + 8 * i:table + 8 * i + 8])
            return data[at:at + length].decode('utf-8', 'replace')
        for i in range(count):
            source = text(sources, i).split('\x04')[-1].split('\0')[0]
            if source:
                yield from (plain(t.replace('~', '').replace('_', '')) for t in text(targets, i).split('\0') if t != source)


def main(out):
    os.makedirs(os.path.join(out, 'corpus'), exist_ok=True)
    os.makedirs(os.path.join(out, 'tesseract'), exist_ok=True)
    for language, code in FIREFOX.items():
        lines = set(firefox_lines(unpack('firefox-esr-l10n-' + code, out)))
        if language in LIBREOFFICE:
            lines |= set(gettext_lines(unpack('libreoffice-l10n-' + language, out)))
        with open(os.path.join(out, 'corpus', language + '.txt'), 'w', encoding='utf-8') as file:
            file.write('\n'.join(sorted(line for line in lines if len(line) > 2)))
    for code in TESSERACT:
        data = glob.glob(os.path.join(unpack('tesseract-ocr-' + code, out), '**', code + '.traineddata'), recursive=True)[0]
        base = os.path.join(out, 'tesseract', code + '.')
        for command in (['combine_tessdata', '-u', data, base],
                        ['dawg2wordlist', base + 'lstm-unicharset', base + 'lstm-word-dawg', base + 'words']):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == '__main__':
    main(*sys.argv[1:])
