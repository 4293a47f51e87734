#!/usr/bin/env python3
"""Writes Sources/Searching/FoldingTable.swift: which characters a search takes for one and the same.

Usage: make-folding-table.py DICTIONARY_FOLDER > Sources/Searching/FoldingTable.swift

DICTIONARY_FOLDER holds TSCharacters.txt, TWVariantsRev.txt and HKVariantsRev.txt of OpenCC
(https://github.com/BYVoid/OpenCC, data/dictionary, Apache License 2.0). The compatibility characters come from the
Unicode Character Database of the Python that runs this (NFKC, UAX #15).
"""
import pathlib
import sys
import unicodedata

# The parts of Unicode whose compatibility characters stand in Chinese pages and PDF files: radicals, enclosed and
# squared forms, compatibility ideographs, half-width and full-width forms.
COMPATIBILITY = [(0x2E80, 0x2FDF), (0x3200, 0x33FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
                 (0x2F800, 0x2FA1F)]


def entries(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            left, right = line.split("\t")
            yield left, right.split()


def classes(folder):
    """Every character with the one that stands for its class, all candidates of a conversion in one class."""
    parent = {}

    def root(character):
        while parent.setdefault(character, character) != character:
            character = parent[character]
        return character

    # The simplified form comes to stand for the class, because it is joined as the root.
    for name in ["TSCharacters.txt", "TWVariantsRev.txt", "HKVariantsRev.txt"]:
        for source, targets in entries(folder / name):
            first = targets[0]
            for other in [source] + targets[1:]:
                if root(other) != root(first):
                    parent[root(other)] = root(first)
    return {character: root(character) for character in parent if root(character) != character}


def compatibility():
    for first, last in COMPATIBILITY:
        for value in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(value))
            if len(folded) == 1 and folded != chr(value):
                yield value, folded


def main():
    folded = classes(pathlib.Path(sys.argv[1]))
    pairs = sorted(folded.items())
    print("// Written by Scripts/make-folding-table.py; edit that.")
    print("//")
    print("// The scripts' table is made from OpenCC's TSCharacters, TWVariantsRev and HKVariantsRev")
    print("// (https://github.com/BYVoid/OpenCC, Apache License 2.0); the compatibility characters from the Unicode")
    print(f"// Character Database {unicodedata.unidata_version} (https://www.unicode.org/license.txt).")
    print()
    print("/// Characters in pairs: the one that is read, the one that stands for it.")
    print("enum FoldingTable {")
    print(f"  /// {len(pairs)} traditional characters and variants, each with the one that stands for its class.")
    write("scripts", "".join(a + b for a, b in pairs), 110)
    points = [(value, ord(folded.get(to, to))) for value, to in compatibility()]
    print()
    print(f"  /// {len(points)} compatibility characters, each with its NFKC form, as hexadecimal code points.")
    write("compatibility", " ".join(f"{a:X} {b:X}" for a, b in points), 112)
    print("}")


def write(name, text, width):
    print(f'  static let {name} = """')
    for start in range(0, len(text), width):
        print(f"    {text[start:start + width]}" + ("\\" if start + width < len(text) else ""))
    print('    """')


main()
