"""`python -m explore` is the command `explore`."""

from explore.cli import main

raise SystemExit(main())
