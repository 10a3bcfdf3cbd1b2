"""Reading the rosters units send. Nothing here writes: a file goes in, a verdict on every row comes out."""
