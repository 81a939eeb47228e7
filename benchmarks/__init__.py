"""How fast the product is, beside how fast it could be: each figure with its floor from the same run.

`python3 run.py bench [NAME]` runs them on SQLite and, where a server is installed, on a throw-away
PostgreSQL. Each prints JSON lines on standard output: name, engine, value, unit, floor, ratio. The floor of a
benchmark that writes is the very statements it sent, recorded and sent again to a copy of the same
database by psycopg or sqlite3 alone: without the product, its rules, its rights. What is said on standard
error is for people.
"""
