"""Why: the reasons of a verdict, a criterion, a closed act, a term."""
