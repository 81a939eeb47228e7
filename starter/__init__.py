"""What run.py is made of. Standard library only: it makes the environment of all the rest."""
