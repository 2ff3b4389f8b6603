# Packs a table of the project, so that the program need not take it apart each time it starts: pack.awk -v want=cells
# writes every cell, without quotes and blanks around it, and a byte \001 behind it; want=places writes C source: where
# each cell starts, and how many columns there are; want=names writes the first cell of each row, a byte \001 and which
# row it is, for sorting. Stricter than the program is with files of others: one separator,
# a row per line, every row as long as the first.

function fail(why)
{
    printf "%s:%d: %s\n", FILENAME, FNR, why > "/dev/stderr"
    failed = 1
    exit 1
}

function put(cell)
{
    gsub(/^[ \t]+|[ \t]+$/, "", cell)
    if (want == "cells") {
        printf "%s\001", cell
    } else if (want == "places") {
        printf "%d,", place
    } else if (cells == 0 && NR > 1) {
        printf "%s\001%d\n", cell, NR - 2
    }
    place += length(cell) + 1
    cells++
}

# The cell between quotes at the start of `line`, which loses it; "" is a quote.
function quoted(    cell, between, end)
{
    do {
        end = index(substr(line, 2), "\"")
        if (end == 0) {
            fail("an open quote")
        }
        cell = cell between substr(line, 2, end - 1)
        between = "\""
        line = substr(line, end + 2)
    } while (substr(line, 1, 1) == "\"")
    return cell
}

{
    line = $0 ";"
    cells = 0
    if ($0 == "" || index($0, "\r") || index($0, "\001")) {
        fail("a blank line, or a character that is not text")
    }
    while (line != "") {
        cell = ""
        if (substr(line, 1, 1) == "\"") {
            cell = quoted()
        } else {
            end = index(line, ";")
            cell = substr(line, 1, end - 1)
            line = substr(line, end)
        }
        if (substr(line, 1, 1) != ";") {
            fail("text behind a quote")
        }
        put(cell)
        line = substr(line, 2)
    }
    columns = columns ? columns : cells
    if (cells != columns) {
        fail(cells " cells, and " columns " in the first row")
    }
}

END {
    if (!failed && want == "places") {
        printf "\n};\nenum { columns_%d = %d };\n", number, columns
    }
}
