"""For authors: how the solved notebooks become lessons, how they are run, checked and measured."""
