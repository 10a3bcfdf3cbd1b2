"""Questions on their way into a bank: `reading` gives the rows of a file, `rows` says what a row means, `comparing` how
the rows stand to each other and to the bank. Nothing of it writes; `kind` is what `intake` knows of such a list."""
