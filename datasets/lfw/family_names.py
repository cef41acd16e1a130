"""Freeze the list of family names: `python datasets/lfw/family_names.py` writes `family_names.csv` beside this file.

The list was written, and committed alone, before any name of LFW was compared with it. Sources and cuts:

- Chinese, pinyin: the romanised family names of Faker's provider `zh_CN` (MIT licence).
- Chinese, Wade-Giles: the first 60 of Faker's provider `zh_TW`, whose order is the frequency in Taiwan.
- Chinese, Hong Kong: the first 13 names of Wikipedia's "List of common Chinese surnames", column "HK Gov't", in an
  old revision; more of it could not be read.
- Korean: the 21 most frequent names of 2000 in Wikipedia's "List of South Korean surnames by prevalence" (figures of
  Statistics Korea), each as Revised Romanization, as McCune-Reischauer without marks, and in its first popular
  spelling; more of it could not be read.
- Japanese: the 200 most frequent names of the package japanese-personal-name-dataset (MIT licence), each as spelled
  there and with long vowels shortened, as passports and newspapers do.

Needs: pip install faker==40.54.0 japanese-personal-name-dataset==0.4.0
"""

import csv
import re
from importlib.resources import files
from pathlib import Path

from faker.providers.person.zh_CN import Provider as Mainland
from faker.providers.person.zh_TW import Provider as Taiwan

OUT = Path(__file__).resolve().parent / "family_names.csv"
HONG_KONG = ["Wong", "Chan", "Lee", "Cheung", "Lau", "Yeung", "Wong", "Ng", "Lam", "Chow", "Yip", "Chiu", "Lui"]
KOREAN = """Gim Kim Kim/I Yi Lee/Bak Pak Park/Jeong Chong Chung/Choe Choe Choi/Jo Cho Cho/Gang Kang Kang/Yu Yu Yoo/
Yun Yun Yoon/Jang Chang Chang/Sin Sin Shin/Im Im Lim/Han Han Hahn/O O Oh/Seo So Suh/Jeon Chon Jun/Gwon Kwon Kwon/
Hwang Hwang Whang/Song Song Soung/An An Ahn/Hong Hong Houng""".replace("\n", "").split("/")


def main() -> None:
    """Write the list, ordered by language, rank and spelling; a name of two languages stands once for each."""
    japanese = files("japanese_personal_name_dataset") / "dataset" / "last_name_org.csv"
    romaji = [line.split(",")[3].strip() for line in japanese.read_text(encoding="utf-8").splitlines()[:200]]
    taiwan = list(Taiwan.last_romanized_names)[:60]
    rows = [("Chinese", "pinyin", "", name) for name in Mainland.last_romanized_names]
    rows += [("Chinese", "Wade-Giles", rank, name) for rank, name in enumerate(taiwan, 1)]
    rows += [("Chinese", "Hong Kong", rank, name) for rank, name in enumerate(HONG_KONG, 1)]
    for rank, spellings in enumerate(KOREAN, 1):
        rows += [("Korean", "any of three", rank, name) for name in sorted(set(spellings.split()))]
    for rank, name in enumerate(romaji, 1):
        rows += [("Japanese", "Hepburn", rank, one) for one in sorted({name, re.sub("o[ou]", "o", name)})]
    with OUT.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("language", "spelling", "rank", "name"))
        writer.writerows((*row[:3], row[3].lower()) for row in dict.fromkeys(rows))


if __name__ == "__main__":
    main()
