"""The command line: each command parses, calls the library and prints.

Standard output is data, standard error is talk. Exit status: 0 all is well; 1 an error, or problems found;
2 the command was not understood; 130 stopped by Ctrl-C.
"""

from onrecord.cli.app import main, run

__all__ = ["main", "run"]
