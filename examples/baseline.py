#!/usr/bin/env python3
"""The net present value of a municipality, as it stands and under a scenario, with nothing but ctypes.

    baseline.py Utrecht half-replaced.json

LIBMKBA names the library where the system does not find it.
"""
import contextlib
import ctypes
import os
import sys

OK, DUTCH, ENGLISH = 0, 0, 1
MAX_ISSUES, MAX_ARGUMENTS, TEXT = 20, 6, 160


class Argument(ctypes.Structure):
    _fields_ = [("text", ctypes.c_char * TEXT), ("number", ctypes.c_double)]


class Message(ctypes.Structure):
    _fields_ = [("id", ctypes.c_char * 48), ("argument", Argument * MAX_ARGUMENTS)]


class Issue(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("file", ctypes.c_char * TEXT), ("line", ctypes.c_uint), ("column", ctypes.c_uint),
                ("column_name", ctypes.c_char * 64), ("message", Message)]


class Issues(ctypes.Structure):
    _fields_ = [("total", ctypes.c_size_t), ("item", Issue * MAX_ISSUES)]


lib = ctypes.CDLL(os.environ.get("LIBMKBA", "libmkba.so.0"))
# Every handle is a pointer; without this ctypes would cut it to an int.
HANDLE, OUT, TEXTS = ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_char_p)
for name, arguments in {
        "mkba_data_open": [OUT, ctypes.c_char_p], "mkba_data_apply": [HANDLE, HANDLE],
        "mkba_overlay_open": [OUT, HANDLE, TEXTS, ctypes.c_size_t],
        "mkba_areas_open_municipalities": [OUT, HANDLE], "mkba_areas_select": [HANDLE, ctypes.c_char_p],
        "mkba_areas_apply": [HANDLE, HANDLE], "mkba_baseline_run": [OUT, HANDLE],
        "mkba_result_figure": [ctypes.POINTER(ctypes.c_double), HANDLE, ctypes.c_size_t, ctypes.c_char_p]}.items():
    getattr(lib, name).argtypes = arguments + [ctypes.POINTER(Issues)]
for name in ("mkba_data_free", "mkba_overlay_free", "mkba_areas_free", "mkba_result_free", "mkba_text_free"):
    getattr(lib, name).argtypes = [HANDLE]
    getattr(lib, name).restype = None
lib.mkba_issue_text.argtypes = [ctypes.POINTER(Issue), ctypes.c_int]
lib.mkba_issue_text.restype = HANDLE
lib.mkba_issues_stored.argtypes = [ctypes.POINTER(Issues)]
lib.mkba_issues_stored.restype = ctypes.c_size_t


class Refused(Exception):
    """What the library says about the input, a line per fault."""


def call(name, *arguments):
    issues = Issues()
    if getattr(lib, name)(*arguments, ctypes.byref(issues)) != OK:
        lines = []
        for i in range(lib.mkba_issues_stored(ctypes.byref(issues))):
            text = lib.mkba_issue_text(ctypes.byref(issues.item[i]), ENGLISH)
            lines.append(ctypes.string_at(text).decode())
            lib.mkba_text_free(text)
        raise Refused("\n".join(lines))


@contextlib.contextmanager
def opened(function, free, *arguments):
    """A handle that is freed when the block ends."""
    handle = ctypes.c_void_p()
    call(function, ctypes.byref(handle), *arguments)
    try:
        yield handle
    finally:
        getattr(lib, free)(handle)


def net_value(municipality, scenario=None):
    with contextlib.ExitStack() as stack:
        data = stack.enter_context(opened("mkba_data_open", "mkba_data_free", None))
        overlay = None
        if scenario:
            files = (ctypes.c_char_p * 1)(os.fsencode(scenario))
            overlay = stack.enter_context(opened("mkba_overlay_open", "mkba_overlay_free", data, files, 1))
            call("mkba_data_apply", data, overlay)
        areas = stack.enter_context(opened("mkba_areas_open_municipalities", "mkba_areas_free", data))
        call("mkba_areas_select", areas, municipality.encode())
        if overlay:
            call("mkba_areas_apply", areas, overlay)
        result = stack.enter_context(opened("mkba_baseline_run", "mkba_result_free", areas))
        value = ctypes.c_double()
        call("mkba_result_figure", ctypes.byref(value), result, 0, b"npv_eur")
        return value.value


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: baseline.py MUNICIPALITY SCENARIO")
    try:
        print("base", repr(net_value(sys.argv[1])))
        print("scenario", repr(net_value(*sys.argv[1:])))
    except Refused as why:
        sys.exit(str(why))


if __name__ == "__main__":
    main()
