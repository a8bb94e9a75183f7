"""Opens exported files with pm4py, in a process of its own, and prints what it found as JSON.

    python -m tests.dossiers.mining fitness LOG.xes NET.pnml
    python -m tests.dossiers.mining objects LOG.json

pm4py is for development only; nothing else imports it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from importlib import import_module
from typing import Any


def fitness(log_file: str, net_file: str) -> dict[str, object]:
    """How well a log fits a net: by tokens, and by alignments."""
    mining: Any = import_module("pm4py")
    log = mining.read_xes(log_file, return_legacy_log_object=True)
    net = mining.read_pnml(net_file)
    tokens = mining.fitness_token_based_replay(log, *net)
    aligned = mining.fitness_alignments(log, *net)
    return {
        "cases": len(log),
        "events": sum(len(one) for one in log),
        "leaves": [event["tdkt:leaf"] for one in log for event in one if "tdkt:leaf" in event],
        "tokens": tokens["log_fitness"],
        "tokens_fit": tokens["percentage_of_fitting_traces"],
        "aligned": aligned["average_trace_fitness"],
        "aligned_fit": aligned["percentage_of_fitting_traces"],
    }


def objects(log_file: str) -> dict[str, object]:
    """What an object-centric log holds."""
    mining: Any = import_module("pm4py")
    log = mining.read_ocel2_json(log_file)
    flat = mining.ocel_flattening(log, "dossier")
    return {
        "events": len(log.events),
        "objects": log.objects["ocel:type"].value_counts().to_dict(),
        "related": len(log.relations),
        "qualifiers": sorted(set(log.o2o["ocel:qualifier"])),
        "cases": int(flat["case:concept:name"].nunique()),
        "flat": len(flat),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        asked, *files = sys.argv[1:]
        found = fitness(*files) if asked == "fitness" else objects(*files)
    print(json.dumps(found))  # noqa: T201 -- the answer
