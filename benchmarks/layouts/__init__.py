"""Invented resumes in many layouts, each with what is right to read in it by construction.

``shapes*.py`` say how the header of a job may look, ``writers/`` put it into a format, ``noise.py``
spoils it, ``scoring.py`` compares what a reader says. The shapes are parted by a hash of their
names: rules and weights may be made on the ones of *build*, the figure that counts is *check*. So
whoever writes rules leaves ``shapes_check*.py`` and ``words/check.txt`` unread.
"""
