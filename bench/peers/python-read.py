"""Reads a file of mails, each with its length before it (4 bytes, little endian), again and again, by Python's email package.

Usage: python-read.py FILE structure|text ROUNDS. Prints a line for each round: seconds of CPU, parts, characters.
"""
import email
import email.policy
import struct
import sys
import time

file, mode, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(file, "rb") as opened:
    everything = opened.read()

mails, at = [], 0
while at < len(everything):
    (length,) = struct.unpack_from("<I", everything, at)
    mails.append(everything[at + 4:at + 4 + length])
    at += 4 + length

for _ in range(rounds):
    parts = characters = failed = 0
    start = time.process_time()
    for mail in mails:
        message = email.message_from_bytes(mail, policy=email.policy.default)
        if mode == "text":
            for name in ("Subject", "From", "To", "Cc", "Date", "Message-ID", "References"):
                try:
                    characters += len(str(message[name] or ""))
                except Exception:
                    failed += 1
        for part in message.walk():
            parts += 1
            if mode == "text" and part.get_content_maintype() == "text":
                try:
                    characters += len(part.get_content())
                except Exception:
                    failed += 1
    print(f"{time.process_time() - start:.4f} {parts} {characters} {failed}", flush=True)
