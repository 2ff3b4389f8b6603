"""Reads a table with pandas. usage: households_pandas.py FILE"""
import sys

import pandas

print(*pandas.read_csv(sys.argv[1], sep=";").shape)
