"""What every package stands on: pure, standard library only."""
