"""Small models the package ships: a recogniser of names, and a tagger of roles and quotations."""
