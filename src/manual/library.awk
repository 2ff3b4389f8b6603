# The manual page of the library, from its header: awk -f library.awk include/mkba.h > libmkba.3
# Every comment becomes a paragraph, every declaration an example below it. The first comment is the description.

function roff(text)
{
    gsub(/\\/, "\\e", text)
    gsub(/-/, "\\-", text)
    gsub(/'/, "\\(aq", text)
    return text ~ /^[.]/ ? "\\\\&" text : text
}

function flush_code()
{
    if (code != "") {
        sub(/\n+$/, "\n", code)
        printf "%s.in +4n\n.EX\n%s.EE\n.in\n", fresh ? "" : ".PP\n", code
        fresh = 0
    }
    code = ""
}

# A comment of its own line or lines, without the marks around it.
function paragraph(text)
{
    flush_code()
    if (text ~ /^-----/) {
        sub(/^-+ */, "", text)
        printf ".SH %s\n", roff(toupper(text))
        fresh = 1
    } else if (!described) {
        described = 1
        parts = split(text, part, / - /)
        printf ".SH DESCRIPTION\n%s\n", roff(part[1])
        for (i = 2; i <= parts; i++) {
            printf ".IP \\(bu 2\n%s\n", roff(part[i])
        }
    } else {
        printf "%s%s\n", fresh ? "" : ".PP\n", roff(text)
        fresh = 0
    }
}

BEGIN {
    print ".\\\" Made from the public header; not to be edited by hand."
    printf ".TH LIBMKBA 3 \"\" \"mkba %s\" \"mkba\"\n", version
    print ".SH NAME\nlibmkba \\- indicative social cost\\-benefit analysis of social neighbourhood teams"
    print ".SH SYNOPSIS\n.nf\n.B #include <mkba.h>\n.PP\ncc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs mkba)\n.fi"
}

/^#(ifndef|ifdef|endif|include|pragma)/ || /^(extern "C" \{|#define MKBA_H|\})$/ { next }

# Only a comment that starts a line is prose; those behind a field stay with the field.
/^\/\*/ || in_comment {
    line = $0
    ends = line ~ /\*\/$/
    sub(/^\/\* ?/, "", line)
    sub(/^ \* ?/, "", line)
    sub(/ ?\*\/$/, "", line)
    comment = comment (comment == "" ? "" : " ") line
    in_comment = !ends
    if (ends) {
        sub(/ +$/, "", comment)
        paragraph(comment)
        comment = ""
    }
    next
}

/^$/ { if (code != "") code = code "\n"; next }

{ code = code roff($0) "\n" }

END {
    flush_code()
    print ".SH SEE ALSO\n.BR mkba (1),\nthe documentation of mkba (library.md)"
}
